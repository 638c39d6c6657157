/// What all texts of a column say about two ways to read it.
///
/// The texts are known by their codes in the column's dictionary.
struct Evidence {
  /// What follows from it.
  enum Verdict: Equatable {
    /// Both ways read every text alike.
    case indifferent
    case first
    case second
    /// A text that both ways read, each differently, and none that decides.
    case undecided(UInt32)
    /// A text that only the first way reads, and one that only the second does.
    case contrary(UInt32, UInt32)
  }

  private var onlyFirst: UInt32?
  private var onlySecond: UInt32?
  private var both: UInt32?

  /// Takes what the two ways make of a text: a value, or nil for a text that does not fit.
  mutating func add<Value: Equatable>(_ code: UInt32, _ first: Value?, _ second: Value?) {
    switch (first, second) {
    case (nil, nil): break
    case (_, nil): onlyFirst = onlyFirst ?? code
    case (nil, _): onlySecond = onlySecond ?? code
    default: if first != second { both = both ?? code }
    }
  }

  var verdict: Verdict {
    switch (onlyFirst, onlySecond) {
    case (let first?, let second?): .contrary(first, second)
    case (_?, nil): .first
    case (nil, _?): .second
    case (nil, nil): both.map { .undecided($0) } ?? .indifferent
    }
  }

  /// The text that decided, or that could not.
  var example: UInt32? { onlyFirst ?? onlySecond ?? both }
}
