// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.20;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// Keeps 1 % of every transfer: status 1, two Transfer logs, and the payee has LESS than was asked.
contract FeeToken is ERC20 {
    address public constant SINK = address(0xFEE);

    constructor(uint256 supply) ERC20("Fee On Transfer", "FEE") {
        _mint(msg.sender, supply);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (from == address(0) || to == address(0)) {
            super._update(from, to, value);
            return;
        }
        uint256 fee = value / 100;
        super._update(from, SINK, fee);
        super._update(from, to, value - fee);
    }
}
