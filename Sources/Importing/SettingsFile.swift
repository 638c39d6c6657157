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
  mutating func read(_ source: ImportSource) throws(Diagnostic) {
    var reader = try source.reader()
    guard try reader.advance() else { return }
    _ = reader.trimFields()
    let headings = reader.fields.indices.map { Heading.key(SettingsFile.text(reader, $0)) }
    guard let name = headings.firstIndex(of: "name"), let value = headings.firstIndex(of: "value")
    else {
      throw .malformedSettings(source.name, line: reader.line, "the headings must be name, value")
    }
    while try reader.advance() {
      guard reader.trimFields() else { continue }
      guard reader.fields.count > Swift.max(name, value), reader.strayField == nil else {
        throw .malformedSettings(source.name, line: reader.line, "there is no value")
      }
      let word = SettingsFile.text(reader, name).lowercased()
      let text = SettingsFile.text(reader, value)
      if let fault = fault(word, text) {
        throw .malformedSettings(source.name, line: reader.line, fault)
      }
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

  private static func text(_ reader: CSVReader, _ field: Int) -> String {
    String(decoding: reader.bytes(of: field), as: UTF8.self)
  }
}
