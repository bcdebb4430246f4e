import { useViewAnswer } from "./view-answer.tsx";

export function Footer() {
  const answer = useViewAnswer();
  return (
    <footer className="footer">
      <span>
        Collateral is valued low and rounded down, debt high and rounded up. Unknown is never zero.
      </span>
      {answer !== null && <code className="footer-vector">{answer.at}</code>}
      <nav aria-label="About the API">
        <a href="/docs">API</a>
        <a href="/openapi.json">OpenAPI</a>
        <a href="/v1/methodology">Methodology</a>
        <a href="/v1/health">Health</a>
      </nav>
    </footer>
  );
}
