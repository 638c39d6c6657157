/// What `help` says beside what the schema and the tables say of themselves.
enum HelpTopics {
  /// What fits one small screen: how asking works, then what more there is to ask for.
  static let overview: [[HelpLine]] = [
    [
      "A question starts with what you ask about; steps follow, first to last:",
      .statement("invoices where open", "only some"),
      .statement("invoices where open sort due", "the oldest first"),
      .statement("invoices where open top 10 by owed", "the ten biggest"),
      .statement("invoices where open show number, customer, owed", "only these columns"),
      .statement("invoices where open sum owed by customer", "one figure for each"),
      .statement("invoices as of 31 March 2026 where open sum owed by customer across aging", ""),
      .statement("#INV-00346", "one document"),
    ],
    [
      .statement("fields", "what can be asked about;  fields invoices"),
      .statement("help where", "a step;  help sum   help dates   help functions"),
      .statement("help owed", "how a field comes about"),
      .statement("help standard", "questions that have names: aging, statements, DSO"),
      .statement("help changes", "payments, promises, notes and all that is entered"),
      .statement("help commands", "the commands of the shell"),
      .statement("help P102", "what an error means"),
      .statement("help early discount", "what speaks of something"),
      .statement("examples", "questions to begin with;  tour shows how asking works"),
    ],
    ["Tab completes, Up brings back, Ctrl-C clears or stops, Ctrl-D leaves:  help keys"],
  ]

  static let all: [HelpTopic] = steps + summaries + values + shell + changes

  /// The changes in the topics, each for a book of its own.
  static var changeSentences: [String] { all.flatMap(\.lines).compactMap(\.typedAsChange) }

  /// Everything in the topics that can be typed, for the test that types it.
  static var statements: [String] {
    (overview.joined() + all.flatMap(\.lines)).compactMap(\.typed)
  }
}
