// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.20;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// A contract wallet with one owner: ERC-1271 signatures, and calls on the owner's word.
contract Owner1271 {
    address public immutable owner;

    constructor(address owner_) {
        owner = owner_;
    }

    receive() external payable {}

    /// ERC-1271: the magic value when the owner signed `hash`, anything else when not.
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (address signer, ECDSA.RecoverError problem,) = ECDSA.tryRecover(hash, signature);
        bool good = problem == ECDSA.RecoverError.NoError && signer == owner;
        return good ? bytes4(0x1626ba7e) : bytes4(0xffffffff);
    }

    function execute(address to, uint256 value, bytes calldata data) external returns (bytes memory) {
        require(msg.sender == owner, "only the owner");
        (bool ok, bytes memory answer) = to.call{value: value}(data);
        require(ok, "the call failed");
        return answer;
    }
}
