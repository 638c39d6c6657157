package import Diagnostics
import Execution
import Model
import Planning
import Syntax

/// `let`, `define`, and the values of the command line.
extension Session {
  /// Runs a statement that gives a name.
  func name(_ statement: Statement, in source: SourceText) throws(Mistakes) -> Outcome {
    switch statement.kind {
    case .query, .write: break
    case .define(let definition): try define(definition, statement.span, in: source)
    case .letValue(let name, let value):
      switch value.kind {
      case .query(let query): try letQuery(name, query, in: source)
      case .call(let call)
      where names.surroundings.definition(named: call.name.text.lowercased()) != nil:
        let query = Query(
          Source(.call(call), value.span), asOf: nil, knownOn: nil, steps: [], value.span)
        try letQuery(name, query, in: source)
      default: try letValue(name, value, in: source)
      }
    case .letQuery(let name, let query): try letQuery(name, query, in: source)
    }
    return .done
  }

  /// Whether a value of the command line stands in place of what a script says.
  private func isGiven(_ name: Name) -> Bool {
    givenValues[name.text.lowercased()] != nil && !(isAtPrompt && scriptDepth == 0)
  }

  private func letValue(
    _ name: Name, _ value: Expression, in source: SourceText
  ) throws(Mistakes) {
    let engine = try mistaken { () throws(Diagnostic) in try self.engine(at: value.span) }
    guard let found = try engine.answer(value: value, in: source).rows.value else { return }
    if isGiven(name) {
      return try give(name, found.type, at: value.span)
    }
    names.name(name.text, .value(found.value, found.type))
  }

  private func letQuery(
    _ name: Name, _ query: Query, in source: SourceText
  ) throws(Mistakes) {
    if isGiven(name) { return }
    let engine = try mistaken { () throws(Diagnostic) in try self.engine(at: query.span) }
    let rows = try engine.answer(query, in: source).rows
    // One figure is a value; anything else can be asked further.
    if !rows.standsForRecords, let one = rows.value {
      names.name(name.text, .value(one.value, one.type))
    } else {
      names.name(name.text, rows)
    }
  }

  /// The value of the command line, which must be of the type that the script's own has.
  private func give(
    _ name: Name, _ type: DataType, at span: SourceSpan
  ) throws(Mistakes) {
    let word = name.text.lowercased()
    guard case .value(_, let given) = names.surroundings.variables[word], given != type,
      let text = givenValues[word]
    else { return }
    guard type == .text else {
      throw Mistakes([.givenValueDiffers(name.text, given.phrase, type.phrase, at: span)])
    }
    names.name(name.text, .value(.text(Text(text)), .text))
  }

  // MARK: Definitions

  private func define(
    _ definition: Definition, _ span: SourceSpan, in source: SourceText
  ) throws(Mistakes) {
    if let meaning = NameRules.meaning(of: definition.name.text, schema) {
      throw Mistakes([.nameTaken(definition.name, meaning)])
    }
    let text = DefinitionText(
      name: definition.name.text,
      text: SourceText(
        bytes: Array(source.bytes[span.start..<span.end]), name: source.name,
        firstLine: source.place(of: span.start).line))
    if book != nil, definition.parameters.allSatisfy({ $0.standard != nil }) {
      try tryOut(text, definition)
    }
    names.define(text)
  }

  /// Binds a definition that can be asked as it stands, so that a mistake is told at once.
  private func tryOut(_ text: DefinitionText, _ definition: Definition) throws(Mistakes) {
    let source = SourceText(
      SyntaxPrinter.call(of: Definition(definition.name, [], definition.query)))
    var engine = try mistaken { () throws(Diagnostic) in try self.engine(at: .at(0)) }
    engine.names.define(text)
    let span = SourceSpan(0, source.bytes.count)
    let name = Name(definition.name.text, span)
    _ = try engine.bind(
      Query(Source(.path([name]), span), asOf: nil, knownOn: nil, steps: [], span), in: source)
  }

  // MARK: The command line

  /// Gives `$name` a value before anything runs, `--set name=value`.
  ///
  /// The value is a literal of the language, else text.
  package func set(_ name: String, to text: String) throws(Mistakes) {
    let source = SourceText("let $\(name) = \(text)", name: "--set")
    givenValues[name.lowercased()] = text
    let plain = Variable.value(.text(Text(Normalization.nfc(Array(text.utf8)))), .text)
    let statement: Statement
    do throws(Mistakes) {
      statement = try Parser.statement(in: source, currencies: Currency.allCodes)
    } catch {
      // What looks like a date or a number is one, or a mistake; other words are text.
      if let wrong = error.all.first(where: { $0.code.isOfLiteral }) {
        throw Mistakes([wrong], in: source)
      }
      return names.name(name, plain)
    }
    guard case .letValue(_, let value) = statement.kind, value.isConstant else {
      return names.name(name, plain)
    }
    let engine = try mistaken { () throws(Diagnostic) in try self.engine(at: value.span) }
    guard let found = try engine.answer(value: value, in: source).rows.value else { return }
    names.name(name, .value(found.value, found.type))
  }
}

extension DiagnosticCode {
  /// Whether it says that a date or a number is written wrongly.
  fileprivate var isOfLiteral: Bool {
    switch self {
    case .groupedNumber, .ambiguousDate, .malformedDate, .malformedNumber, .malformedPeriod: true
    default: false
    }
  }
}

extension Expression {
  /// Whether it is a literal, or a reference.
  fileprivate var isConstant: Bool {
    switch kind {
    case .literal: true
    case .reference(_, let path): path.isEmpty
    case .negated(let operand): operand.isConstant
    default: false
    }
  }
}

/// Which names a definition may have.
enum NameRules {
  /// What a name means already; nil where it is free.
  static func meaning(of name: String, _ schema: Schema) -> String? {
    let word = name.lowercased()
    if let collection = schema.collection(named: word) {
      return "the collection \(schema[collection].name)"
    }
    if CommandTable.entry(named: word) != nil { return "a command" }
    if schema.hasField(named: word) { return "a field" }
    if FunctionTable.function(named: word) != nil { return "a function" }
    // Every name that is none of the user's own must be readable as a question.
    let source = SourceText(QuotedText.name(name))
    guard let statement = try? Parser.statement(in: source, currencies: Currency.allCodes),
      case .query = statement.kind, Keyword(word: word) == nil
    else { return "a word of the language" }
    return nil
  }
}
