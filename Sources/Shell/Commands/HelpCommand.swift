import Accounting
import Diagnostics
import Model
import Planning
import Storage

/// `help [TOPIC]`: what can be asked; about a collection, field, function, command or error code.
enum HelpCommand {
  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    let topic = command.words.map { $0.text.lowercased() }.joined(separator: " ")
    let schema = session.book?.view.store.schema ?? InvoiceSchema.standard
    guard let first = command.words.first else {
      session.say(overview(of: schema))
      return .done
    }
    guard let lines = lines(about: topic, in: schema) else {
      let near = Suggestion.nearest(to: topic, among: topics(of: schema))
      let place = SourceSpan(first.span.start, command.span.end)
      throw Mistakes([
        .noSuchTopic(command.words.map(\.text).joined(separator: " "), suggestions: near, at: place)
      ])
    }
    session.say(lines)
    return .done
  }

  /// Everything there is help about.
  static func topics(of schema: Schema) -> [String] {
    let fields = schema.collections.flatMap { $0.fields.map(\.name) }
    return HelpTopics.all.map(\.name) + schema.collections.map(\.name)
      + FunctionTable.all.map(\.id.rawValue) + CommandTable.all.map(\.word)
      + Set(fields).sorted()
  }

  private static func overview(of schema: Schema) -> [String] {
    HelpTopics.overview + ["", "Commands"]
      + CommandTable.all.filter { $0.word != "exit" }.map { entry in
        "  " + padded(entry.usage, to: 24) + entry.meaning
      }
  }

  static func lines(about topic: String, in schema: Schema) -> [String]? {
    if let code = DiagnosticCode(rawValue: topic.uppercased()) {
      return ["\(code.rawValue)  \(code.explanation)"]
    }
    if topic == "functions" {
      return FunctionTable.all.map { padded($0.usage, to: 22) + $0.meaning }
    }
    if let known = HelpTopics.all.first(where: { $0.name == topic || $0.words.contains(topic) }) {
      return known.lines
    }
    if let collection = schema.collection(named: topic) {
      return FieldsCommand.lines(of: collection, in: schema)
    }
    if let function = FunctionTable.function(named: topic) {
      return [function.usage, "  " + function.meaning]
    }
    if let entry = CommandTable.all.first(where: { $0.word == topic }) {
      return [entry.usage, "  " + entry.meaning]
    }
    return fieldLines(topic, in: schema)
  }

  /// A field, in every collection that has it.
  private static func fieldLines(_ name: String, in schema: Schema) -> [String]? {
    var lines: [String] = []
    for (index, collection) in schema.collections.enumerated() {
      let id = CollectionID(index: index)
      guard let field = schema.field(named: name, of: id), schema[field].name == name else {
        continue
      }
      lines.append(padded("\(collection.name).\(name)", to: 32) + schema[field].meaning)
    }
    return lines.isEmpty ? nil : lines
  }

  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - DisplayWidth.of(text)))
  }
}

/// `fields [COLLECTION]`: what each record of a collection has.
enum FieldsCommand {
  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    let schema = session.book?.view.store.schema ?? InvoiceSchema.standard
    guard let word = command.words.first else {
      session.say(
        schema.collections.map { HelpCommand.padded($0.name, to: 24) + $0.meaning })
      return .done
    }
    guard let collection = schema.collection(named: word.text) else {
      let near = Suggestion.nearest(to: word.text, among: schema.collections.map(\.name))
      throw Mistakes([.noSuchCollection(word.text, suggestions: near, at: word.span)])
    }
    session.say(lines(of: collection, in: schema))
    return .done
  }

  static func lines(of collection: CollectionID, in schema: Schema) -> [String] {
    let fields = schema[collection].fields.map { field in
      "  " + HelpCommand.padded(field.name, to: 20)
        + HelpCommand.padded(typeName(field.type, schema), to: 18)
        + VisibleText.visible(field.meaning.utf8)
    }
    return ["\(schema[collection].name): \(schema[collection].meaning)"] + fields
  }

  private static func typeName(_ type: DataType, _ schema: Schema) -> String {
    switch type {
    case .boolean: "yes/no"
    case .number: "number"
    case .money: "money"
    case .date: "date"
    case .period: "period"
    case .duration: "length of time"
    case .text: "text"
    case .currency: "currency"
    case .enumeration(let id): id == .status ? "status" : "bucket"
    case .record(let id): "→ \(schema[id].singular)"
    case .list(.record(let id)): "→ \(schema[id].plural)"
    case .list: "list"
    case .missing: "—"
    }
  }
}
