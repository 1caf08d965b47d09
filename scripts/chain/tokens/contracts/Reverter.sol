// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.20;

/// Reverts whatever is asked of it, with a reason text; standing in for a broken payee or token.
contract Reverter {
    receive() external payable {
        revert("Reverter: no transfers");
    }

    fallback() external payable {
        revert("Reverter: no calls");
    }
}
