/// The walk through the history while one statement is being typed.
struct Recall {
  /// The statements, oldest first.
  let statements: [String]

  private var position: Int
  private var draft = ""

  /// A walk that begins after the newest statement, at what is being typed.
  init(_ statements: [String]) {
    self.statements = statements
    position = statements.count
  }

  /// The statement before; the text is kept when it is one that was never run.
  mutating func older(than text: String) -> String? {
    guard position > 0 else { return nil }
    if position == statements.count { draft = text }
    position -= 1
    return statements[position]
  }

  /// The statement after, or at the end what was being typed.
  mutating func newer() -> String? {
    guard position < statements.count else { return nil }
    position += 1
    return position == statements.count ? draft : statements[position]
  }
}
