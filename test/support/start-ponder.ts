export { type RunningPonder, startPonder } from "../../bin/support/start-ponder.ts";
