// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.20;

/// Has no receive function: every plain native transfer to it reverts.
contract RejectEther {
    string public constant purpose = "cannot receive the native coin";
}
