/// What two records have in common, in the order in which it is told; what speaks against a pair
/// stands last.
struct DuplicateReasons: OptionSet, Hashable {
  let rawValue: UInt16

  static let number = DuplicateReasons(rawValue: 1 << 0)
  static let normalizedNumber = DuplicateReasons(rawValue: 1 << 1)
  static let transposedNumber = DuplicateReasons(rawValue: 1 << 2)
  static let nearNumber = DuplicateReasons(rawValue: 1 << 3)
  static let party = DuplicateReasons(rawValue: 1 << 4)
  static let account = DuplicateReasons(rawValue: 1 << 5)
  static let taxID = DuplicateReasons(rawValue: 1 << 6)
  static let name = DuplicateReasons(rawValue: 1 << 7)
  static let amount = DuplicateReasons(rawValue: 1 << 8)
  static let day = DuplicateReasons(rawValue: 1 << 9)
  static let order = DuplicateReasons(rawValue: 1 << 10)
  static let credited = DuplicateReasons(rawValue: 1 << 11)

  /// The reasons in words; each can be looked for with `has`.
  func text(number: String, party: String) -> String {
    let words: [(DuplicateReasons, String)] = [
      (.number, "same \(number)"), (.normalizedNumber, "\(number) alike"),
      (.transposedNumber, "digits swapped"), (.nearNumber, "one letter off"),
      (.party, "same \(party)"), (.account, "bank account"), (.taxID, "tax id"), (.name, "name"),
      (.amount, "amount"), (.day, "date"), (.order, "order"),
      (.credited, "one credited in full"),
    ]
    return words.filter { contains($0.0) }.map(\.1).joined(separator: ", ")
  }
}
