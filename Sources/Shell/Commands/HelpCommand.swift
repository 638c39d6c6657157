import Accounting
import Diagnostics
package import Model
import Planning
import Storage

/// `help [TOPIC]`: what can be asked; about a collection, a field, a function, a command or the
/// code of an error.
enum HelpCommand {
  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    let topic = command.words.map { $0.text.lowercased() }.joined(separator: " ")
    let schema = session.book?.view.store.schema ?? InvoiceSchema.standard
    guard let first = command.words.first else {
      session.present(overview)
      return .done
    }
    let help = Help(schema)
    guard let lines = help.lines(about: topic) else {
      let near = Suggestion.nearest(to: topic, among: topics(of: schema))
      // One word misspelled is more likely than one that is only spoken of.
      let isMisspelled = command.words.count == 1 && !near.isEmpty
      let found = isMisspelled ? [] : HelpSearch(help, schema).lines(about: topic)
      if !found.isEmpty {
        session.present(found)
        return .done
      }
      let place = SourceSpan(first.span.start, command.span.end)
      throw Mistakes([
        .noSuchTopic(command.words.map(\.text).joined(separator: " "), suggestions: near, at: place)
      ])
    }
    session.present(lines)
    return .done
  }

  /// Everything there is help about, each word once.
  static func topics(of schema: Schema) -> [String] {
    let fields = schema.collections.flatMap { $0.fields.map(\.name) }
    let tables = ["functions", "commands", "errors", "standard"] + schema.collections.map(\.name)
    let topics =
      HelpTopics.all.flatMap { [$0.name] + $0.words } + StandardQuestions.all.map(\.name)
    let all =
      topics + tables + FunctionTable.all.map(\.id.rawValue) + CommandTable.all.map(\.word)
      + Set(fields).sorted()
    var seen: Set<String> = []
    return all.filter { seen.insert($0).inserted }
  }

  private static var overview: [String] {
    Array(HelpTopics.overview.map(HelpLine.shown).joined(separator: [""]))
  }

  /// A name and what it means beside it; below it where the name is wider than its column.
  static func told(
    _ name: String, at column: Int, _ meaning: String, indent: String = "  "
  ) -> [String] {
    let name = indent + name
    let blanks = String(repeating: " ", count: column)
    return DisplayWidth.of(name) + 2 > column
      ? [name, blanks + meaning] : [padded(name, to: column) + meaning]
  }

  /// Cells of a column for some texts, with the gap behind it.
  static func width(of texts: [String]) -> Int {
    (texts.map { DisplayWidth.of($0) }.max() ?? 0) + 2
  }

  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - DisplayWidth.of(text)))
  }
}

/// The texts of `help`, for one schema.
package struct Help {
  private let schema: Schema

  /// The help of a book, whose files may have added fields of their own.
  package init(_ schema: Schema) {
    self.schema = schema
  }

  /// Every statement in the help that can be typed, so that a test can type it.
  package static var statements: [String] {
    HelpTopics.statements + CommandTable.all.flatMap(\.examples)
      + ExamplesCommand.statements + TourCommand.stops.map(\.question)
      + FunctionID.allCases.map(\.example) + StandardQuestions.all.map(\.example)
  }

  /// Every sentence in the help that changes a book.
  package static var changes: [String] { HelpTopics.changeSentences }

  /// What is said about a word: all that it means, one after the other; nil if it means nothing.
  package func lines(about topic: String) -> [String]? {
    if let code = DiagnosticCode(rawValue: topic.uppercased()) { return [told(code)] }
    switch topic {
    case "functions":
      return FunctionTable.all.flatMap { HelpCommand.told($0.usage, at: 22, $0.meaning) }
    case "commands": return Help.commands
    case "errors": return DiagnosticCode.allCases.map(told)
    case "standard": return StandardHelp.list
    default: break
    }
    var parts: [[String]] = []
    parts += HelpTopics.all.filter { $0.name == topic || $0.words.contains(topic) }
      .map { HelpLine.shown($0.lines) }
    if let collection = schema.collection(named: topic) {
      parts.append(FieldsCommand.lines(of: collection, in: schema))
    }
    if let function = FunctionTable.function(named: topic) {
      parts.append([
        "\(function.usage): \(function.meaning)", "  " + function.id.example,
      ])
    }
    if let entry = CommandTable.entry(named: topic) {
      parts.append(["\(entry.usage): \(entry.meaning)"] + entry.examples.map { "  " + $0 })
      if entry.word == "set" { parts.append(settings) }
    }
    if let question = StandardQuestions.entry(named: topic) {
      parts.append(StandardHelp.lines(about: question))
    }
    let field = fieldLines(topic)
    if !field.isEmpty { parts.append(field) }
    return parts.isEmpty ? nil : Array(parts.joined(separator: [""]))
  }

  private func told(_ code: DiagnosticCode) -> String { "\(code.rawValue)  \(code.explanation)" }

  fileprivate static var commands: [String] {
    CommandTable.all.filter { $0.word != "exit" }.flatMap { entry in
      HelpCommand.told(entry.usage, at: 26, entry.meaning)
    }
  }

  private var settings: [String] {
    SetCommand.settings.map { setting in
      HelpCommand.padded("  " + setting.name, to: 12) + setting.meaning + ": "
        + setting.values.joined(separator: ", ")
    }
  }

  // MARK: Fields

  /// A field in the collections that have it; those where it means the same together.
  private func fieldLines(_ name: String) -> [String] {
    var groups: [(field: FieldSchema, owners: [String])] = []
    for (index, collection) in schema.collections.enumerated() {
      let found = schema.field(named: name, of: CollectionID(index: index))
      guard let found, schema[found].name == name else { continue }
      let field = schema[found]
      if let known = groups.firstIndex(where: { isSame($0.field, field) }) {
        groups[known].owners.append(collection.name)
      } else {
        groups.append((field, [collection.name]))
      }
    }
    return groups.flatMap { lines(of: $0.field, in: $0.owners) }
  }

  private func isSame(_ a: FieldSchema, _ b: FieldSchema) -> Bool {
    a.meaning == b.meaning
      && FieldsCommand.typeName(a.type, schema)
        == FieldsCommand.typeName(b.type, schema)
  }

  private func lines(of field: FieldSchema, in owners: [String]) -> [String] {
    let type = FieldsCommand.typeName(field.type, schema)
    var lines = ["\(field.name) (\(type)) of \(owners.joined(separator: ", ")):"]
    let norm = field.norm.isEmpty ? "" : "; \(field.norm) of EN 16931"
    lines.append("  " + field.meaning + norm)
    if case .derived(let derived) = field.origin { lines += derived.definition.map { "  " + $0 } }
    if case .enumeration(let id) = field.type {
      lines.append(
        "  one of:  " + schema.words(of: id).map(QuotedText.value).joined(separator: "  "))
    }
    return lines
  }
}

/// `fields [COLLECTION]`: what each record of a collection has.
enum FieldsCommand {
  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    let schema = session.book?.view.store.schema ?? InvoiceSchema.standard
    guard let word = command.words.first else {
      session.present(
        schema.collections.flatMap {
          HelpCommand.told($0.name, at: nameWidth, $0.meaning, indent: "")
        })
      return .done
    }
    guard let collection = schema.collection(named: word.text) else {
      let near = Suggestion.nearest(to: word.text, among: schema.collections.map(\.name))
      throw Mistakes([.noSuchCollection(word.text, suggestions: near, at: word.span)])
    }
    session.present(lines(of: collection, in: schema))
    return .done
  }

  /// The few names that are longer have a row of their own, and the others room for their meaning.
  private static let nameWidth = 25

  static func lines(of collection: CollectionID, in schema: Schema) -> [String] {
    let all = schema[collection].fields
    let width = HelpCommand.width(of: all.map { "  " + $0.name })
    let typeWidth = HelpCommand.width(of: all.map { typeName($0.type, schema) })
    let fields = all.map { field in
      HelpCommand.padded("  " + field.name, to: width)
        + HelpCommand.padded(typeName(field.type, schema), to: typeWidth) + field.meaning
    }
    return ["\(schema[collection].name): \(schema[collection].meaning)"] + fields
  }

  static func typeName(_ type: DataType, _ schema: Schema) -> String {
    switch type {
    case .boolean: "yes/no"
    case .number: "number"
    case .money: "money"
    case .date: "date"
    case .period: "period"
    case .duration: "length of time"
    case .text: "text"
    case .currency: "currency"
    case .enumeration(let id): id.name
    case .record(let id): "→ \(schema[id].singular)"
    case .list(.record(let id)): "→ \(schema[id].plural)"
    case .list: "list"
    case .missing: "—"
    }
  }
}
