import Diagnostics
import Model
import Planning
import Rendering
import Syntax

/// `set NAME VALUE`: how answers look, and which day is meant.
enum SetCommand {
  private static let names = ["output", "rows", "width", "color", "timing", "as of"]

  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    guard let name = command.words.first else {
      session.say(current(session))
      return .done
    }
    guard command.words.count > 1 else {
      throw Mistakes([.missingWord("set \(name.text) VALUE", at: name.span)])
    }
    let value = command.words[1]
    switch name.text.lowercased() {
    case "output":
      guard let format = OutputFormat(rawValue: value.text.lowercased()) else {
        let formats = OutputFormat.allCases.map(\.rawValue).joined(separator: " | ")
        throw Mistakes([.badSetting("output", values: formats, at: value.span)])
      }
      session.settings.format = format
    case "rows": session.settings.rows = try count(value, "rows")
    case "width": session.settings.width = try count(value, "width")
    case "color": session.settings.color = try answer(value, "color")
    case "timing": session.settings.showsTime = try answer(value, "timing")
    case "as" where value.text.lowercased() == "of":
      try setDay(command, session)
    default:
      throw Mistakes([.unknownSetting(name.text, known: names, at: name.span)])
    }
    return .done
  }

  private static func current(_ session: Session) -> [String] {
    let settings = session.settings
    let rows = settings.rows.map { String($0) } ?? "all"
    let width = settings.width.map { String($0) } ?? "all"
    return [
      "output  \(settings.format.rawValue)", "rows    \(rows)", "width   \(width)",
      "color   \(settings.color ? "on" : "off")", "timing  \(settings.showsTime ? "on" : "off")",
      "as of   \(settings.asOf?.description ?? "today, \(session.today)")",
    ]
  }

  private static func count(_ word: Command.Word, _ name: String) throws(Mistakes) -> Int? {
    if word.text.lowercased() == "all" { return nil }
    guard let count = Int(word.text), (1...1_000_000).contains(count) else {
      throw Mistakes([.badSetting(name, values: "40 | all", at: word.span)])
    }
    return count
  }

  private static func answer(_ word: Command.Word, _ name: String) throws(Mistakes) -> Bool {
    switch word.text.lowercased() {
    case "on", "yes", "true": return true
    case "off", "no", "false": return false
    default: throw Mistakes([.badSetting(name, values: "on | off", at: word.span)])
    }
  }

  /// The day is read as behind a source: `set as of last month`, `set as of today`.
  private static func setDay(_ command: Command, _ session: Session) throws(Mistakes) {
    guard command.words.count > 2 else {
      throw Mistakes([.badSetting("as of", values: "31 March 2026 | today", at: command.span)])
    }
    if command.words.count == 3, command.words[2].text.lowercased() == "today" {
      session.settings.asOf = nil
      return
    }
    // The place of the day stays what it is, so that a mistake points into the line as typed.
    let prefix = "customers as of"
    let start = command.words[2].span.start
    var bytes = [UInt8](repeating: 0x20, count: max(0, start - prefix.utf8.count - 1))
    bytes += Array(prefix.utf8) + [0x20]
    let shift = bytes.count - start
    bytes += command.source.bytes[start..<command.span.end]
    let shifted = SourceText(bytes: bytes)
    do throws(Mistakes) {
      let statement = try Parser.statement(in: shifted, currencies: Currency.allCodes)
      let engine = try mistaken { () throws(Diagnostic) in try session.engine(at: command.span) }
      session.settings.asOf = nil
      session.settings.asOf = try engine.bind(
        try Engine.query(of: statement), in: shifted
      ).asOf
    } catch {
      throw Mistakes(error.all.map { $0.moved(by: -shift) })
    }
  }
}

extension Diagnostic {
  /// The same diagnostic about a text in which everything stands elsewhere.
  fileprivate func moved(by distance: Int) -> Diagnostic {
    Diagnostic(
      code, message,
      at: span.map { SourceSpan(max(0, $0.start + distance), max(0, $0.end + distance)) },
      help: help, notes: notes, severity: severity)
  }
}
