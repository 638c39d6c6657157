package import Model

/// What a book says about itself.
package struct BookSettings: Sendable, Equatable {
  /// The day that a sample book takes for today; nil for a living one.
  package var today: CivilDate?
  /// The currency of amounts that name none.
  package var homeCurrency: Currency?
  /// The currency that `$` means.
  package var dollar: Currency?
  /// Last days of the aging buckets, ascending.
  package var agingEdges: [Int] = [30, 60, 90]

  /// The settings of a book that says nothing.
  package init() {}

  /// What is set, as `settings.csv` would say it.
  var texts: [(name: String, value: String)] {
    var texts = [("aging", agingEdges.map { "\($0)" }.joined(separator: " "))]
    if let today { texts.append(("today", today.description)) }
    if let homeCurrency { texts.append(("currency", homeCurrency.text)) }
    if let dollar { texts.append(("dollar", dollar.text)) }
    return texts
  }

  /// A setting by its name in `settings.csv`.
  ///
  /// - Returns: false when the name is unknown or the value does not fit it.
  package mutating func set(_ name: String, to value: String) -> Bool {
    switch name {
    case "today":
      today = CivilDate(iso: value.utf8)
      return today != nil
    case "currency":
      homeCurrency = Currency(value)
      return homeCurrency != nil
    case "dollar":
      dollar = Currency(value)
      return dollar != nil
    case "aging":
      let edges = value.split(whereSeparator: { $0 == " " || $0 == "," }).map { Int($0) }
      let known = edges.compactMap { $0 }
      guard known.count == edges.count, let first = known.first, first >= 1,
        known == Array(Set(known)).sorted(), known.count <= 20
      else { return false }
      agingEdges = known
      return true
    default: return false
    }
  }
}
