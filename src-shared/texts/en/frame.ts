export const frame = {
  environment: "Environment {{environment}}, {{name}}",
  skip: "Skip to the page",
  notFound: {
    title: "There is no such page.",
    words: "The address was typed wrong, or it belongs to another version.",
    go: "Go to Deposit Records",
  },
  fault: {
    title: "This page could not be drawn.",
    advice: "Nothing was sent and nothing changed. Try again, or go to another page; the fault is in the log.",
  },
  menu: {
    title: "Main menu",
    noPermission: ", permission missing",
  },
  operator: {
    menu: ", operator menu",
    signedInAs: "Signed in as <name/>",
    account: "Account and permissions",
    lock: "Lock",
    signOut: "Sign out",
  },
  lock: {
    title: "Lock the window",
    tip: "Lock the window (Ctrl+L)",
  },
  search: {
    label: "Search record, customer, TXID, address",
    found: "Found",
    records: "Search Deposit Records for <query/>",
  },
  sync: {
    offline: "Offline",
    offlineSince: "Offline since {{time}}",
    rebuilding: "Rebuilding",
    rebuildingPaused: "Rebuilding paused",
    first: "First sync",
    firstPaused: "First sync paused",
    never: "Not synced yet",
    synced: "Synced {{time}}",
  },
  shortcuts: {
    title: "Shortcuts",
    close: "Close",
    say: "Single letters are off while typing. Approve and Execute Refund have none.",
    keys: {
      search: "Ctrl+K  or  /",
      screen: "Page Up, Page Down",
      ends: "Ctrl+Home, Ctrl+End",
    },
    anywhere: {
      title: "Anywhere",
      search: "Search records and menu",
      sync: "Sync now",
      lock: "Lock the window",
      settings: "Settings",
      history: "Back, forward",
      list: "This list",
    },
    goTo: "Go to",
    list: {
      title: "In a list",
      move: "Move from cell to cell",
      screen: "A screen up or down",
      ends: "First or last row",
      open: "Open the record, or press the button of the cell",
      filters: "Filters",
      clear: "Clear all filters",
      export: "Export the records of the list",
    },
    record: {
      title: "In a record",
      neighbours: "Previous, next record of the search",
      cancel: "Cancel",
      refund: "Request Refund",
    },
  },
  places: {
    dashboard: {
      label: "Dashboard",
      path: "WBO - Virtual Asset Management - Deposit/Withdrawal - Dashboard",
      spellings: "Overview; Waiting work; Charts",
    },
    applications: {
      label: "Applications",
      path: "WBO - VA Clearing Management - Deposits & Withdrawals - Deposit Application",
      spellings: "VA Clearing Management; Deposits & Withdrawals; Deposit Application; Deposit Applications",
    },
    records: {
      label: "Records",
      path: "WBO - Virtual Asset Management - Deposit/Withdrawal - Deposit Records",
      spellings:
        "Virtual Asset Management - Deposit/Withdrawal - Deposit; Deposit Records; Coin Deposit Records; Deposits & Withdrawals; Deposit module",
    },
    refunds: {
      label: "Refunds",
      path: "WBO - Virtual Asset Management - Deposit/Withdrawal - Refunds",
      spellings: "Refund Records; Execute Refund",
    },
    approvals: {
      label: "Approvals",
      path: "WBO - Virtual Asset Management - Deposit/Withdrawal - Refunds - Approvals",
      spellings: "Approval Queue; Approve Refund",
    },
    addresses: {
      label: "Addresses",
      path: "WBO - Virtual Asset Management - Deposit/Withdrawal - Customer Wallet Address",
      spellings: "Customer Wallet Address; Wallet Addresses; Address Verification",
    },
    notices: {
      label: "Notices",
      path: "WBO - Virtual Asset Management - Deposit/Withdrawal - Refunds - Customer Notices",
      spellings: "Notify customer (offline); Notify the user",
    },
    audit: {
      label: "Audit",
      path: "WBO - Audit Log",
      spellings: "Audit log; Operation log; Evidence; History of operations",
    },
    currencies: {
      label: "Currencies",
      path: "WBO - Cryptocurrency Configuration - Currencies and Networks",
      spellings: "Cryptocurrency Configuration; Networks; Minimum deposit; Confirmations; Tokens",
    },
    limits: {
      label: "Limits",
      path: "WBO - Cryptocurrency Configuration - Limits of Refunds",
      spellings: "Cryptocurrency Configuration; Fee cap; Approval bands; Velocity",
    },
    keys: {
      label: "Signing key",
      path: "WBO - Signing Key",
      spellings: "Payment key; Signer",
    },
    people: {
      label: "People",
      path: "WBO - People and Rights",
      spellings: "Users; Accounts; Roles; Permissions of others; Access requests",
    },
    account: {
      label: "Account",
      path: "WBO - Account",
      spellings: "Permissions; Request access; My rights",
    },
    settings: {
      label: "Settings",
      path: "WBO - Settings",
      spellings: "Synchronisation; Sync status; Theme; Density; Time zone; Version; Language",
    },
    triage: {
      label: "Exceptions",
      path: "WBO - Virtual Asset Management - Deposit/Withdrawal - Exceptions",
      spellings: "Exception handling; Triage; On Hold; Blocked; Work claims",
    },
    screening: {
      label: "Screening",
      path: "WBO - Cryptocurrency Configuration - Screening",
      spellings: "Denylist; Sanctions list; Import a screening list",
    },
    retention: {
      label: "Retention",
      path: "WBO - Retention",
      spellings: "Legal hold; Purge; How long records are kept",
    },
  },
} as const;
