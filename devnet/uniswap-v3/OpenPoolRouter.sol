// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

interface IPool {
    function token0() external view returns (address);

    function token1() external view returns (address);

    function mint(
        address recipient,
        int24 tickLower,
        int24 tickUpper,
        uint128 amount,
        bytes calldata data
    ) external returns (uint256 amount0, uint256 amount1);

    function swap(
        address recipient,
        bool zeroForOne,
        int256 amountSpecified,
        uint160 sqrtPriceLimitX96,
        bytes calldata data
    ) external returns (int256 amount0, int256 amount1);
}

interface IMintableToken {
    function mint(address account, uint256 value) external returns (bool);
}

/// @title Trades in Uniswap v3 pools of local test tokens for anyone.
/// @dev Local chains only: whatever a pool asks for is minted to it, for the tokens are open to all.
contract OpenPoolRouter {
    uint160 private constant LOWEST_SQRT_PRICE = 4295128740;
    uint160 private constant HIGHEST_SQRT_PRICE =
        1461446703485210103287273052203988822378723970341;

    /// @notice Adds liquidity that belongs to the caller.
    function mint(
        address pool,
        int24 tickLower,
        int24 tickUpper,
        uint128 liquidity
    ) external returns (uint256 amount0, uint256 amount1) {
        return IPool(pool).mint(msg.sender, tickLower, tickUpper, liquidity, "");
    }

    /// @notice Swaps at any price. A positive amount is paid in, a negative one is taken out.
    function swap(
        address pool,
        bool zeroForOne,
        int256 amountSpecified
    ) external returns (int256 amount0, int256 amount1) {
        uint160 limit = zeroForOne ? LOWEST_SQRT_PRICE : HIGHEST_SQRT_PRICE;
        return IPool(pool).swap(msg.sender, zeroForOne, amountSpecified, limit, "");
    }

    /// @notice Swaps until the pool's price is exactly `sqrtPriceX96`.
    function swapToPrice(
        address pool,
        bool zeroForOne,
        uint160 sqrtPriceX96
    ) external returns (int256 amount0, int256 amount1) {
        return
            IPool(pool).swap(msg.sender, zeroForOne, type(int256).max, sqrtPriceX96, "");
    }

    function uniswapV3MintCallback(uint256 owed0, uint256 owed1, bytes calldata) external {
        _pay(owed0, owed1);
    }

    function uniswapV3SwapCallback(int256 delta0, int256 delta1, bytes calldata) external {
        _pay(delta0 > 0 ? uint256(delta0) : 0, delta1 > 0 ? uint256(delta1) : 0);
    }

    function _pay(uint256 owed0, uint256 owed1) private {
        if (owed0 > 0) IMintableToken(IPool(msg.sender).token0()).mint(msg.sender, owed0);
        if (owed1 > 0) IMintableToken(IPool(msg.sender).token1()).mint(msg.sender, owed1);
    }
}
