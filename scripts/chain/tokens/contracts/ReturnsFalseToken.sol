// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.20;

/// Never moves anything and never reverts: transfer answers false, the receipt has status 1 and no log.
contract ReturnsFalseToken {
    string public constant name = "Returns False";
    string public constant symbol = "NOPE";
    uint8 public constant decimals = 18;

    uint256 public immutable totalSupply;
    mapping(address => uint256) public balanceOf;

    constructor(uint256 supply) {
        totalSupply = supply;
        balanceOf[msg.sender] = supply;
    }

    function transfer(address, uint256) external pure returns (bool) {
        return false;
    }

    function transferFrom(address, address, uint256) external pure returns (bool) {
        return false;
    }

    function approve(address, uint256) external pure returns (bool) {
        return false;
    }
}
