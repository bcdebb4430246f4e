// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Makes several calls in one transaction, some of which come to nothing.
contract CallBatch {
    struct Call {
        address target;
        bytes data;
    }

    error CalledOff();

    /// All of the calls, or none.
    function run(Call[] calldata calls) public {
        for (uint256 i = 0; i < calls.length; i++) {
            (bool done, bytes memory answer) = calls[i].target.call(calls[i].data);
            if (!done) {
                assembly {
                    revert(add(answer, 32), mload(answer))
                }
            }
        }
    }

    /// Makes the calls and then undoes them: every one of them succeeds in a frame that fails.
    function runAndRevert(Call[] calldata calls) external {
        run(calls);
        revert CalledOff();
    }

    /// Tries calls that are undone, swallows that, and makes the others.
    function tryThenRun(Call[] calldata undone, Call[] calldata calls) external {
        try this.runAndRevert(undone) {
            revert("CallBatch/not-called-off");
        } catch (bytes memory reason) {
            require(bytes4(reason) == CalledOff.selector, "CallBatch/failed-early");
        }
        run(calls);
    }
}
