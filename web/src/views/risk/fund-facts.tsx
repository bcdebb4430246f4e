import { Figure } from "../../components/figure.tsx";
import type { Schemas } from "../../lib/api.ts";
import { countQuantity } from "../../lib/count-quantity.ts";

export function FundFacts(parameters: { fund: Schemas["InsuranceFund"]; pointer: string }) {
  const { fund, pointer } = parameters;
  const { obligations, symbol, causes } = fund;
  const amount = { unit: symbol, digits: 2, compact: true };
  return (
    <dl className="fund-facts">
      <div>
        <dt>Capacity</dt>
        <dd>
          <Figure
            value={fund.capacity}
            title="Capacity"
            {...{ ...amount, causes, rounding: "down" }}
            pointer={`${pointer}/capacity`}
            meaning="What the fund can pay, as its own contract says; negative where it owes."
          />
        </dd>
      </div>
      <div>
        <dt>Shortfall to cover</dt>
        <dd>
          <Figure
            value={obligations.shortfall}
            title="Shortfall to cover"
            {...{ ...amount, causes, rounding: "up" }}
            pointer={`${pointer}/obligations/shortfall`}
            meaning="The sum over accounts that are worth less than nothing. Unknown where an account's value is not known."
          />
        </dd>
      </div>
      <div>
        <dt>Coverage</dt>
        <dd>
          {fund.coverage === null && obligations.shortfall?.raw === "0" ? (
            <span className="muted">nothing to cover</span>
          ) : (
            <Figure
              value={fund.coverage}
              title="Coverage"
              {...{ digits: 4, rounding: "down", causes }}
              pointer={`${pointer}/coverage`}
              meaning="Capacity / shortfall, rounded down: 1 covers all."
            />
          )}
        </dd>
      </div>
      <div>
        <dt>Gains owed to accounts</dt>
        <dd>
          <Figure
            value={obligations.owedGains}
            title="Gains owed to accounts"
            {...{ ...amount, rounding: "up" }}
            pointer={`${pointer}/obligations/owedGains`}
            meaning="Realised gains that are not settled yet."
          />
        </dd>
      </div>
      <div>
        <dt>In its own pocket</dt>
        <dd>
          <Figure
            value={fund.tokenBalance}
            title="In the fund's own pocket"
            {...{ ...amount, rounding: "down" }}
            pointer={`${pointer}/tokenBalance`}
          />
        </dd>
      </div>
      <div>
        <dt>Inside the venue</dt>
        <dd>
          <Figure
            value={fund.venueBalance}
            title="Inside the venue"
            {...{ ...amount, rounding: "down" }}
            pointer={`${pointer}/venueBalance`}
            meaning="What the fund has, or (negative) owes, inside the venue."
          />
        </dd>
      </div>
      <div>
        <dt>Debt in the venue's books</dt>
        <dd>
          <Figure
            value={fund.totalDebt}
            title="Debt in the venue's books"
            {...{ ...amount, rounding: "up" }}
            pointer={`${pointer}/totalDebt`}
          />
        </dd>
      </div>
      <div>
        <dt>Accounts of unknown value</dt>
        <dd>
          <Figure
            value={countQuantity(obligations.unknownAccounts)}
            title="Accounts of unknown value"
            digits={0}
            pointer={`${pointer}/obligations/unknownAccounts`}
          />
        </dd>
      </div>
    </dl>
  );
}
