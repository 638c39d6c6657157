import Columns
import Model

/// Numbers that we give ourselves leave none out.
///
/// Numbers belong to one series where all but their last digits are equal. A series with more
/// gaps than a tenth of its numbers does not count on, and is left alone.
struct SequenceGap: FindingRule {
  let name = "sequence-gap"
  let level = FindingLevel.clerk

  /// A number as its series and its place there.
  private struct Numbered {
    let row: RowIndex
    let place: Int
    let digits: Int
  }

  /// Fewer numbers than these show no order.
  private static let shortestSeries = 5

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    // Only what we send out: a vendor's numbers reach us with gaps.
    guard records.kind.party == "customer", records.kind.lines != nil else { return }
    let numbers = records.reader.text("number")
    var series: [String: [Numbered]] = [:]
    for row in records.entered {
      guard let number = numbers.string(row) else { continue }
      let digits = number.utf8.reversed().prefix { $0 &- UInt8(ascii: "0") < 10 }.count
      guard (1...15).contains(digits), let place = Int(number.suffix(digits)) else { continue }
      let entry = Numbered(row: row, place: place, digits: digits)
      series[String(number.dropLast(digits)), default: []].append(entry)
    }
    for (prefix, numbers) in series.sorted(by: { $0.key < $1.key })
    where numbers.count >= SequenceGap.shortestSeries {
      check(numbers.sorted { ($0.place, $0.row) < ($1.place, $1.row) }, prefix, records, &report)
    }
  }

  private func check(
    _ numbers: [Numbered], _ prefix: String, _ records: AuditedRecords,
    _ report: inout FindingReport
  ) {
    let steps = zip(numbers, numbers.dropFirst())
    let gaps = steps.filter { $1.place - $0.place > 1 }
    guard gaps.count * 10 <= numbers.count else { return }
    for (before, after) in gaps {
      func spelled(_ place: Int) -> String {
        let digits = String(place)
        return prefix + String(repeating: "0", count: max(0, after.digits - digits.count)) + digits
      }
      let (first, last) = (spelled(before.place + 1), spelled(after.place - 1))
      let absent = first == last ? first : "\(first) to \(last)"
      report.add(
        after.row, expected: absent, found: spelled(after.place),
        "no \(records.singular) is numbered \(absent)")
    }
  }
}
