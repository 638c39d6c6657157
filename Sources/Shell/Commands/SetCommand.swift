import Diagnostics
import Execution
import Model
import Planning
import Rendering
import Syntax

/// `set NAME VALUE`: how answers look, and which day is meant.
enum SetCommand {
  /// One thing that can be set, and values that it takes.
  struct Setting {
    let name: String
    let values: [String]
    let meaning: String
  }

  static let settings = [
    Setting(
      name: "output", values: OutputFormat.allCases.map(\.rawValue), meaning: "form of answers"),
    Setting(
      name: "rows", values: ["40", "all", "auto"],
      meaning: "lines that a long answer may take; auto is the window"),
    Setting(
      name: "width", values: ["100", "all", "auto"],
      meaning: "width of answers in columns; auto is the window"),
    Setting(name: "color", values: ["on", "off"], meaning: "whether colors are used"),
    Setting(
      name: "timing", values: ["on", "off"], meaning: "whether the time is told under an answer"),
    Setting(
      name: "pager", values: ["on", "off"],
      meaning: "whether the pages of what does not fit are turned"),
    Setting(
      name: "memory", values: ["2 GB", "auto"],
      meaning: "that a question may take; auto is half of the machine's"),
    Setting(
      name: "currency", values: ["EUR", "none"],
      meaning: "of amounts that name none, in files opened from now on"),
    Setting(
      name: "as of", values: ["31 March 2026", "last month", "today"],
      meaning: "the day that questions are about"),
  ]

  /// What may follow the words typed so far.
  static func candidates(behind words: [String]) -> [Candidate] {
    if words.isEmpty { return settings.map { Candidate($0.name, goesOn: true) } }
    let name = words.joined(separator: " ")
    if name == "as" { return [Candidate("of", goesOn: true)] }
    return (settings.first { $0.name == name }?.values ?? []).map { Candidate($0) }
  }

  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    guard let name = command.words.first else {
      session.say(current(session))
      return .done
    }
    guard command.words.count > 1 else {
      let known = settings.first { $0.name.utf8.starts(with: name.text.lowercased().utf8) }
      guard let known else { throw unknown(name) }
      throw Mistakes([.badSetting(known.name, values: known.values, at: name.span)])
    }
    let value = command.words[1]
    switch name.text.lowercased() {
    case "output":
      guard let format = OutputFormat(rawValue: value.text.lowercased()) else {
        throw bad("output", value)
      }
      session.settings.format = format
    case "rows":
      let size = try count(value, "rows")
      session.settings.rows = size.count
      session.settings.followsRows = size.followsWindow
    case "width":
      let size = try count(value, "width")
      session.settings.width = size.count
      session.settings.followsWidth = size.followsWindow
    case "color": session.settings.setColor(try answer(value, "color"))
    case "timing": session.settings.showsTime = try answer(value, "timing")
    case "pager": session.settings.usesPager = try answer(value, "pager")
    case "memory": session.settings.memory = try memory(command)
    case "currency": session.openOptions.currency = try currency(value)
    case "as" where value.text.lowercased() == "of":
      try setDay(command, session)
    default:
      throw unknown(name)
    }
    return .done
  }

  private static func unknown(_ name: Command.Word) -> Mistakes {
    Mistakes([.unknownSetting(name.text, known: settings.map(\.name), at: name.span)])
  }

  private static func bad(_ name: String, _ word: Command.Word) -> Mistakes {
    let values = settings.first { $0.name == name }?.values ?? []
    return Mistakes([.badSetting(name, values: values, at: word.span)])
  }

  private static func current(_ session: Session) -> [String] {
    let settings = session.settings
    let values = [
      settings.format.rawValue,
      told(settings.rows, settings.followsRows), told(settings.width, settings.followsWidth),
      settings.color ? "on" : "off", settings.showsTime ? "on" : "off",
      settings.usesPager ? "on" : "off",
      settings.memory?.asMemory ?? "auto",
      session.openOptions.currency?.text ?? "none",
      settings.asOf.map(\.spoken) ?? "today, \(session.today.spoken)",
    ]
    return zip(SetCommand.settings, values).map { setting, value in
      HelpCommand.padded(setting.name, to: 10) + HelpCommand.padded(value, to: 22) + setting.meaning
    }
  }

  private static func told(_ count: Int?, _ followsWindow: Bool) -> String {
    followsWindow ? "auto" : count.map { String($0) } ?? "all"
  }

  private static func count(
    _ word: Command.Word, _ name: String
  ) throws(Mistakes) -> (count: Int?, followsWindow: Bool) {
    switch word.text.lowercased() {
    case "all": return (nil, false)
    case "auto": return (nil, true)
    default:
      guard let count = Int(word.text), (1...1_000_000).contains(count) else {
        throw bad(name, word)
      }
      return (count, false)
    }
  }

  /// Bytes: `2 GB`, `500MB`; nil for what the machine has.
  private static func memory(_ command: Command) throws(Mistakes) -> Int? {
    let text = command.words[1...].map(\.text).joined().lowercased()
    if text == "auto" { return nil }
    let units = ["kb": 1 << 10, "mb": 1 << 20, "gb": 1 << 30]
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let unit = units[String(text.dropFirst(digits.count))], let count = Int(digits),
      (1...1_000_000).contains(count)
    else { throw bad("memory", command.words[1]) }
    return count * unit
  }

  /// `reload` reads the files of the book again, with it.
  private static func currency(_ word: Command.Word) throws(Mistakes) -> Currency? {
    if word.text.lowercased() == "none" { return nil }
    guard let currency = Currency(word.text.uppercased()) else { throw bad("currency", word) }
    return currency
  }

  private static func answer(_ word: Command.Word, _ name: String) throws(Mistakes) -> Bool {
    switch word.text.lowercased() {
    case "on", "yes", "true": return true
    case "off", "no", "false": return false
    default: throw bad(name, word)
    }
  }

  /// The day is read as behind a source: `set as of last month`, `set as of today`.
  private static func setDay(_ command: Command, _ session: Session) throws(Mistakes) {
    guard command.words.count > 2 else {
      throw bad("as of", command.words[1])
    }
    let word = command.words[2].text.lowercased()
    if command.words.count == 3, ["today", "off", "none"].contains(word) {
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
    let former = session.settings.asOf
    do throws(Mistakes) {
      let statement = try Parser.statement(in: shifted, currencies: Currency.allCodes)
      let engine = try mistaken { () throws(Diagnostic) in try session.engine(at: command.span) }
      session.settings.asOf = nil
      session.settings.asOf = try engine.bind(
        try Engine.query(of: statement), in: shifted
      ).asOf
    } catch {
      session.settings.asOf = former
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
