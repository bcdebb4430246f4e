// SPDX-License-Identifier: MIT
pragma solidity ^0.8.19;

import {IMorpho, Market, MarketParams, Id, Position} from "src/interfaces/IMorpho.sol";
import {SharesMathLib} from "src/libraries/SharesMathLib.sol";
import {MarketParamsLib} from "src/libraries/MarketParamsLib.sol";

/// Says, by Morpho's own code, what Morpho would say had it accrued in the block of the call.
contract MorphoLens {
    using SharesMathLib for uint256;
    using MarketParamsLib for MarketParams;

    struct Amounts {
        uint256 supplyAssets;
        uint256 borrowAssets;
        uint256 collateral;
    }

    function accrued(IMorpho morpho, MarketParams memory params, address[] memory users)
        external
        returns (uint256 timestamp, Market memory market, Amounts[] memory amounts)
    {
        Id id = params.id();
        morpho.accrueInterest(params);
        timestamp = block.timestamp;
        market = morpho.market(id);
        amounts = new Amounts[](users.length);
        for (uint256 i; i < users.length; ++i) {
            Position memory position = morpho.position(id, users[i]);
            amounts[i] = Amounts({
                supplyAssets: position.supplyShares.toAssetsDown(market.totalSupplyAssets, market.totalSupplyShares),
                borrowAssets: uint256(position.borrowShares).toAssetsUp(
                    market.totalBorrowAssets, market.totalBorrowShares
                ),
                collateral: position.collateral
            });
        }
    }

    /// Morpho liquidates what is not healthy; this caller has no tokens, so it fails for another reason then.
    function liquidatable(IMorpho morpho, MarketParams memory params, address borrower) external returns (bool) {
        try morpho.liquidate(params, borrower, 0, 1, "") {
            return true;
        } catch Error(string memory reason) {
            return keccak256(bytes(reason)) != keccak256("position is healthy");
        } catch {
            return true;
        }
    }
}
