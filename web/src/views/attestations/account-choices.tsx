import { Link, useSearchParams } from "react-router";

/** The lines of an address that is a contract: one for each chain, of which one has to be chosen. */
export function AccountChoices({ accounts }: { accounts: readonly string[] }) {
  const [parameters] = useSearchParams();
  const searchOf = (account: string) => {
    const search = new URLSearchParams(parameters);
    search.set("account", account);
    return `?${search}`;
  };
  return (
    <div className="panel-body">
      <p>
        This address has a line of its own on each chain, because it may be somebody else's on
        another. Choose one:
      </p>
      <ul>
        {accounts.map((account) => (
          <li key={account}>
            <Link to={{ search: searchOf(account) }} className="hex">
              {account}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
