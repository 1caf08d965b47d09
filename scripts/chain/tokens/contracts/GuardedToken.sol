// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.20;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// A token its issuer can stop: paused reverts with a reason text, a listed address with a custom error.
contract GuardedToken is ERC20 {
    error Blacklisted(address account);

    address public immutable issuer;
    bool public paused;
    mapping(address => bool) public blacklisted;

    modifier onlyIssuer() {
        require(msg.sender == issuer, "only the issuer");
        _;
    }

    constructor(uint256 supply) ERC20("Guarded Dollar", "GUSD") {
        issuer = msg.sender;
        _mint(msg.sender, supply);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function setPaused(bool value) external onlyIssuer {
        paused = value;
    }

    function setBlacklisted(address account, bool value) external onlyIssuer {
        blacklisted[account] = value;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!paused, "Pausable: paused");
        if (blacklisted[from]) revert Blacklisted(from);
        if (blacklisted[to]) revert Blacklisted(to);
        super._update(from, to, value);
    }
}
