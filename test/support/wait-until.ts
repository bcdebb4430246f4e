export { waitUntil } from "../../bin/support/wait-until.ts";
