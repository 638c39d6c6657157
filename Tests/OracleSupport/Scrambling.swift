internal import Model

/// Makes a tidy sample book untidy: the days of its records no longer follow from each other.
///
/// Allocations are dated before their payment or their invoice, or not at all; documents are void
/// after they were paid, drafts that were paid, due on no day; disputes end on any day.
enum Scrambling {
  static func scrambled(_ files: [String: [UInt8]], seed: UInt64) -> [String: [UInt8]] {
    var random = SeededRandom(seed)
    var files = files
    for name in files.keys.sorted() {
      var file = PlainCSV(files[name] ?? [])
      switch name {
      case "allocations.csv", "bill_allocations.csv":
        file.moveDays("date", oneIn: 3, by: 60, &random)
        file.set("date", to: "", oneIn: 12, &random)
      case "invoices.csv":
        file.copyDays("date", to: "void_on", oneIn: 9, by: 90, &random)
        file.set("draft", to: "yes", oneIn: 15, &random)
        file.set("due", to: "", oneIn: 10, &random)
        file.moveDays("date", oneIn: 6, by: 45, &random)
      case "bills.csv":
        file.copyDays("date", to: "void_on", oneIn: 9, by: 90, &random)
        file.set("due", to: "", oneIn: 10, &random)
      case "payments.csv", "bill_payments.csv", "credits.csv", "vendor_credits.csv":
        file.moveDays("date", oneIn: 5, by: 45, &random)
      case "disputes.csv", "bill_disputes.csv", "promises.csv":
        file.copyDays("date", to: "resolved_on", oneIn: 1, by: 150, &random)
        file.set("resolved_on", to: "", oneIn: 4, &random)
      default: continue
      }
      files[name] = file.bytes
    }
    return files
  }
}

extension PlainCSV {
  fileprivate mutating func set(
    _ heading: String, to text: String, oneIn times: Int, _ random: inout SeededRandom
  ) {
    guard let column = column(heading) else { return }
    for row in rows.indices where random.oneIn(times) { rows[row][column] = text }
  }

  fileprivate mutating func moveDays(
    _ heading: String, oneIn times: Int, by most: Int, _ random: inout SeededRandom
  ) {
    copyDays(heading, to: heading, oneIn: times, by: most, &random)
  }

  /// Writes days that lie up to so many days before or behind those of another column.
  fileprivate mutating func copyDays(
    _ source: String, to heading: String, oneIn times: Int, by most: Int,
    _ random: inout SeededRandom
  ) {
    guard let from = column(source), let to = column(heading) else { return }
    for row in rows.indices where random.oneIn(times) {
      let distance = random.below(2 * most + 1) - most
      guard let day = CivilDate(iso: rows[row][from].utf8), let moved = day.adding(days: distance)
      else {
        continue
      }
      rows[row][to] = moved.description
    }
  }
}
