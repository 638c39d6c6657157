/// The statements that can be brought back: distinct, oldest first, as many as are worth keeping.
package struct StatementHistory: Sendable {
  /// The statements, oldest first.
  package private(set) var statements: [String] = []

  /// More than a year of work; reading and searching them takes no noticeable time.
  package static let limit = 5_000

  /// A history of statements in the order in which they were given.
  package init(_ statements: [String] = []) {
    // From the newest back, so that each statement keeps the place of its last use.
    var seen: Set<String> = []
    var kept: [String] = []
    for statement in statements.reversed() where Self.isWorthKeeping(statement) {
      guard kept.count < Self.limit else { break }
      if seen.insert(statement).inserted { kept.append(statement) }
    }
    self.statements = kept.reversed()
  }

  /// Makes a statement the newest, unless it is private.
  package mutating func add(_ statement: String) {
    guard Self.isWorthKeeping(statement) else { return }
    statements.removeAll { $0 == statement }
    statements.append(statement)
    if statements.count > Self.limit { statements.removeFirst() }
  }

  /// Forgets everything.
  package mutating func removeAll() {
    statements = []
  }

  /// Whether a statement is recorded: a leading space keeps it private, and blanks say nothing.
  package static func isWorthKeeping(_ statement: String) -> Bool {
    guard let first = statement.utf8.first, first != 0x20 else { return false }
    return statement.utf8.contains { $0 > 0x20 }
  }
}
