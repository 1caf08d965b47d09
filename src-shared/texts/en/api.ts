export const api = {
  error: {
    missing: 'Missing permission: "{{permission}}".',
    holder: "Held by {{holder}}.",
  },
  decision: {
    missing: "Write what you checked, or why not; it goes into the log.",
  },
  evidence: {
    title: "Evidence",
    offline: "An evidence pack needs a connection. It is made by the central service.",
    busy: "Gathering…",
    saved: "Evidence pack of {{no}} saved",
    savedNote: "A summary to print stands beside it.",
    pack: "Evidence pack",
    refund: "One file with every proof of this refund, its log included. Anybody can check it without this program.",
    cancellation:
      "One file with every proof of this cancellation, its log included. Anybody can check it without this program.",
  },
  gate: {
    lacking: "You lack the permission “{{permission}}”.",
    words: "{{title}} cannot be opened without it. Contact an administrator.",
    wordsNamed: "{{title}} cannot be opened without it. Contact an administrator: {{names}}.",
  },
  access: {
    sent: "The request for “{{permission}}” was sent. An administrator decides; the right takes effect at the next sync.",
    offline: "Sending needs a connection. Copy the text instead.",
    short: "Write why you need it, at least 3 characters.",
    why: "Why you need it",
    sending: "Sending…",
    request: "Request access",
    copy: "Copy the text",
    administrators: "the administrators",
    to: "To {{names}}:",
    asks: '{{name}} ({{username}}) asks for the permission "{{permission}}" in Deposit Desk.',
    reason: "Reason: {{reason}}",
    toFill: "(to be filled in)",
  },
} as const;
