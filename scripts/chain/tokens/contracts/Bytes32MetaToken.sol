// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.20;

/// An early-style token whose name and symbol are bytes32, not string (as MKR's are).
contract Bytes32MetaToken {
    bytes32 public constant name = "Bytes Meta";
    bytes32 public constant symbol = "B32";
    uint8 public constant decimals = 18;

    uint256 public immutable totalSupply;
    mapping(address => uint256) public balanceOf;

    event Transfer(address indexed from, address indexed to, uint256 value);

    constructor(uint256 supply) {
        totalSupply = supply;
        balanceOf[msg.sender] = supply;
        emit Transfer(address(0), msg.sender, supply);
    }

    function transfer(address to, uint256 value) external returns (bool) {
        require(balanceOf[msg.sender] >= value, "balance too small");
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
        emit Transfer(msg.sender, to, value);
        return true;
    }
}
