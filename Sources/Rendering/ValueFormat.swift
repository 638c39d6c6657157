import Model

/// Single values as text: in lists, in totals, in sums over several currencies.
struct ValueFormat {
  /// Whether digits are grouped and what is missing is marked.
  let isForPeople: Bool
  /// The words of the enumerations.
  let words: [EnumerationID: [String]]

  /// Adds the text of a value, nothing about it made safe.
  func append(_ value: Value, to output: inout [UInt8]) {
    switch value {
    case .missing: if isForPeople { output.append(contentsOf: DisplayColumn.missing) }
    case .boolean(let isTrue): append(isTrue ? "yes" : "no", to: &output)
    case .number(let number):
      NumberFormat.append(number, places: 0, isGrouped: isForPeople, to: &output)
    case .money(let money): append(money, to: &output)
    case .bag(let bag): append(bag, separator: isForPeople ? " + " : "; ", to: &output)
    case .date(let date): DateFormat.append(day: date.day, to: &output)
    case .period(let period): append(period.text, to: &output)
    case .duration(let duration): append(duration.text, to: &output)
    case .text(let text): output.append(contentsOf: text.bytes)
    case .currency(let currency): append(currency.text, to: &output)
    case .enumeration(let id, let place): append(word(id, place), to: &output)
    case .record(let record): append("record \(record.row + 1)", to: &output)
    case .list(let values):
      for (position, element) in values.enumerated() {
        if position > 0 { append(", ", to: &output) }
        // Planning knows no list of lists, so that this ends after one step.
        append(element, to: &output)
      }
    }
  }

  /// Adds `EUR 1,200.50`.
  func append(_ money: Money, to output: inout [UInt8]) {
    if money.currency != .unnamed {
      append(money.currency.text, to: &output)
      output.append(UInt8(ascii: " "))
    }
    NumberFormat.append(
      money.amount, places: money.currency.exponent, isGrouped: isForPeople, to: &output)
  }

  /// Adds each amount; a bag in which all has come to nothing is zero.
  func append(_ bag: Bag, separator: String, to output: inout [UInt8]) {
    for (position, money) in bag.amounts.enumerated() {
      if position > 0 { append(separator, to: &output) }
      append(money, to: &output)
    }
    if bag.amounts.isEmpty { append(Money(.zero, .unnamed), to: &output) }
  }

  /// A word of an enumeration; nothing for a place that it does not have.
  func word(_ id: EnumerationID, _ place: Int) -> String {
    guard let words = words[id], words.indices.contains(place) else { return "" }
    return words[place]
  }

  private func append(_ text: String, to output: inout [UInt8]) {
    output.append(contentsOf: text.utf8)
  }
}
