// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.20;

/// Takes the native coin, but needs more than the 21,000 gas of a transfer to a plain address.
contract GasHungryReceiver {
    uint256 public received;

    event Received(address indexed from, uint256 value);

    receive() external payable {
        received += msg.value;
        emit Received(msg.sender, msg.value);
    }
}
