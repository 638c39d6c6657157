import Columns
import Diagnostics
import Model

/// What a book says about itself in its `settings.csv`, a table of names and values.
struct SettingsFile {
  /// The settings there are.
  static let names = ["today", "currency", "dollar", "aging"]

  private(set) var values: [String: String] = [:]

  /// The currency of amounts that name none.
  var currency: Currency? { values["currency"].flatMap { Currency($0) } }
  /// The currency that `$` means.
  var dollar: Currency? { values["dollar"].flatMap { Currency($0) } }

  /// Adds what a file says.
  mutating func read(_ source: ImportSource, _ options: ImportOptions) throws(Diagnostic) {
    let table = try RawTable.read(source, options)
    let keys = table.columns.map { Heading.key($0.heading) }
    guard let name = keys.firstIndex(of: "name"), let value = keys.firstIndex(of: "value") else {
      throw .malformedSettings(source.name, line: 1, "the headings must be name, value")
    }
    if let refusal = table.refusals.first {
      throw .malformedSettings(source.name, line: refusal.line, refusal.reason)
    }
    for (row, line) in table.lines.enumerated() {
      let word = table.columns[name].text(row).lowercased()
      let text = table.columns[value].text(row)
      let fault = text.isEmpty ? "there is no value" : fault(word, text)
      if let fault { throw .malformedSettings(source.name, line: Int(line), fault) }
      values[word] = text
    }
  }

  private func fault(_ name: String, _ value: String) -> String? {
    if values[name] != nil { return "'\(name)' is set twice" }
    switch name {
    case "today":
      return CivilDate(iso: value.utf8) == nil ? "today is a date like 2026-05-20" : nil
    case "currency", "dollar":
      return Currency(value) == nil ? "no currency is called '\(value)'" : nil
    case "aging":
      let edges = value.utf8.split { !$0.isDigit }.map { Int(Substring($0)) ?? 0 }
      let isRising = zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 }
      let isPlain = value.utf8.allSatisfy { $0.isDigit || " ,;".utf8.contains($0) }
      let isGood = isRising && isPlain && (edges.first ?? 0) > 0
      return isGood ? nil : "aging is a list of rising days like 30 60 90"
    default:
      return "there is no setting '\(name)'"
    }
  }
}
