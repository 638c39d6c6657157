import Diagnostics
import Model
import Planning
import Storage
import Syntax

/// What may come next in a question.
struct QuestionCompletion {
  private let completer: Completer
  private let statement: SourceText
  private let expected: Expectations
  private let scope: CompletionScope?
  /// What was typed of the next word.
  private let typed: String
  /// The token before the word.
  private let previous: Token.Kind?

  private var schema: Schema { completer.schema }

  init(_ completer: Completer, _ statement: SourceText) {
    self.completer = completer
    self.statement = statement
    expected = Parser.expectations(
      in: statement, at: statement.bytes.count, currencies: Currency.allCodes)
    typed = statement[expected.replaced]
    var lexer = Lexer(
      statement, SourceSpan(0, expected.replaced.start), currencies: Currency.allCodes)
    previous = lexer.remainingTokens().last { $0.kind != .end }?.kind
    scope = completer.scope(
      of: expected.sources,
      before: SourceText(bytes: Array(statement.bytes[..<expected.replaced.start])))
  }

  var proposal: Proposal {
    let candidates: [Candidate]
    if typed.utf8.first == UInt8(ascii: "#") {
      candidates = completer.numbers(resembling: typed)
    } else if typed.utf8.first == UInt8(ascii: "$") {
      candidates = variables.filter { $0.begins(with: typed) }
    } else if QuotedText.opens(typed) {
      candidates = quotedValues
    } else {
      candidates = bareNames + words.filter { $0.begins(with: typed) }
    }
    return Proposal(replaced: expected.replaced, candidates: candidates)
  }

  /// Whether the cursor is in the first word.
  private var isFirstWord: Bool { previous == nil }

  private var words: [Candidate] {
    if let path = fieldPath, !path.isEmpty { return fields(behind: path) }
    if let values { return values }
    var found = takenWords
    if expected.kinds.contains(.source) { found += sources }
    if expected.kinds.contains(.reference) { found.append(Candidate("#")) }
    if isFirstWord { found += CommandTable.all.map { Candidate($0.word, goesOn: $0.takesWords) } }
    let keywords = self.keywords
    if needsTest { found += keywords }
    if fieldPath != nil { found += fieldsInScope() }
    if !needsTest { found += keywords }
    if fieldPath != nil { found += functions }
    return found
  }

  // MARK: Sources

  /// Collections that have records or may have some, then the others.
  private var sources: [Candidate] {
    let all = schema.collections.indices.map(CollectionID.init(index:))
    let filled = all.filter {
      schema[$0].isDerived || (completer.store?.rowCount(of: $0) ?? 1) > 0
    }
    let empty = all.filter { !filled.contains($0) }
    let own = completer.surroundings.definedNames
    return (filled + empty).map { Candidate(schema[$0].name, goesOn: true) }
      + own.map { Candidate(QuotedText.name($0)) } + variables
  }

  /// What `let` has named.
  private var variables: [Candidate] {
    completer.surroundings.variables.keys.sorted().map { Candidate("$" + $0) }
  }

  // MARK: Reserved words

  private static let relations = [
    "is", "in", "has", "starts", "ends", "matches", "not", "to",
  ]

  private var keywords: [Candidate] {
    let legal = expected.words
    var words = legal
    if isInsideList {
      // A list is mostly only tested.
      words.removeAll { Keyword(rawValue: $0)?.beginsStep == true }
    }
    if isBehindList { words.insert(Keyword.where.rawValue, at: 0) }
    if needsTest {
      let relations = QuestionCompletion.relations.filter { words.contains($0) }
      words = relations + words.filter { !relations.contains($0) }
    }
    // `as` behind a source can only be the beginning of `as of`; elsewhere it names a column.
    let isBehindSource = legal.contains("known")
    return words.map { word in
      switch word {
      case "as" where isBehindSource: Candidate("as of", goesOn: true)
      case "starts", "ends": Candidate("\(word) with", goesOn: true)
      default: Candidate(word, goesOn: !QuestionCompletion.mayEnd.contains(word))
      }
    }
  }

  /// Whether a list's test could be over here: `any(lines where amount > 5 `.
  private var isInsideList: Bool {
    guard expected.sources.count > 1, expected.kinds.contains(.step) else { return false }
    var lexer = Lexer(
      statement, SourceSpan(0, expected.replaced.start), currencies: Currency.allCodes)
    var open: [Bool] = []
    var last: Token.Kind?
    for token in lexer.remainingTokens() {
      if token.kind == .symbol(.open) {
        if case .keyword(let word) = last {
          open.append(word.aggregate != nil)
        } else {
          open.append(false)
        }
      } else if token.kind == .symbol(.close) {
        _ = open.popLast()
      }
      last = token.kind
    }
    return open.last ?? false
  }

  /// Whether the list itself was just named: `any(lines `.
  private var isBehindList: Bool {
    if case .list = expected.sources.last { return true }
    return false
  }

  /// Words behind which a question may be over.
  private static let mayEnd: Set<String> = [
    "unique", "count", "chart", "bars", "line", "full", "raw", "excel", "comma", "asc", "desc",
    "true", "false", "missing", "today", "yesterday", "tomorrow",
    "day", "week", "month", "quarter", "year", "days", "weeks", "months", "quarters", "years",
  ]

  /// Whether a value was given that is no test yet: `where customer `.
  private var needsTest: Bool {
    if case .keyword = previous { return false }
    if isBehindList { return false }
    return expected.words.contains(Keyword.is.rawValue) && completer.store != nil
      && completer.bind(statement, upTo: expected.replaced.start) == nil
  }

  // MARK: Fields

  /// The path before the word, where a field may stand; empty for a field of the rows themselves.
  private var fieldPath: [String]? {
    for kind in expected.kinds {
      if case .field(let path) = kind { return path }
    }
    return nil
  }

  private func fields(behind path: [String]) -> [Candidate] {
    let target =
      expected.sources.isEmpty
      ? schema.collection(named: path[0])
        .flatMap { completer.follow(Array(path.dropFirst()), from: $0) }
      : completer.follow(path, from: scope?.record)
    return target.map { fields(of: $0, first: preference) } ?? []
  }

  private func fieldsInScope() -> [Candidate] {
    guard let scope else { return [] }
    let own = Set(scope.record.map { schema[$0].fields.map(\.name) } ?? [])
    let columns = scope.columns.filter { !own.contains($0.name) }.map { column in
      Candidate(
        column.written == column.name && column.name.utf8.contains(0x20)
          ? column.name : QuotedText.name(column.name))
    }
    return columns + (scope.record.map { fields(of: $0, first: preference) } ?? [])
  }

  /// The fields that suit best, then those that answers show, then the rest.
  private func fields(
    of collection: CollectionID, first suits: (DataType) -> Bool
  ) -> [Candidate] {
    let record = schema[collection]
    let suiting = record.fields.filter { suits($0.type) }
    // What is worked out is what people ask for: open before flagged, owed before net.
    let suited = suiting.filter(\.isDerived) + suiting.filter { !$0.isDerived }
    let shown = record.shown.compactMap { name in record.fields.first { $0.name == name } }
    return (suited + shown + record.fields).map { Candidate(QuotedText.name($0.name)) }
  }

  /// Which types the word before asks for.
  private var preference: (DataType) -> Bool {
    switch previous {
    case .keyword(.where), .keyword(.and), .keyword(.or), .keyword(.not): { $0 == .boolean }
    case .keyword(.sum), .keyword(.average), .keyword(.median):
      { $0 == .money || $0 == .number }
    default: { _ in false }
    }
  }

  private var functions: [Candidate] {
    FunctionTable.all.map { Candidate($0.id.rawValue + "(") }
  }
}

// MARK: - Values to compare with

extension QuestionCompletion {
  /// The field whose value may stand here.
  private var comparedField: FieldID? {
    for kind in expected.kinds {
      guard case .value(let path, _) = kind, let name = path.last else { continue }
      let owner = completer.follow(Array(path.dropLast()), from: scope?.record)
      if let field = owner.flatMap({ schema.field(named: name, of: $0) }) { return field }
    }
    return nil
  }

  /// What a field can be compared with; nil where nothing is known about that.
  private var values: [Candidate]? {
    guard let field = comparedField else { return nil }
    switch schema[field].type {
    case .enumeration(let id):
      return schema.words(of: id).map { Candidate(QuotedText.value($0)) }
        + words(["not", "missing"])
    case .boolean: return words(["true", "false"])
    case .date:
      let days = ["today", "yesterday", "last", "this", "next", "not", "missing"]
      return words(days) + fields(of: schema[field].type)
    case .number, .money: return fields(of: schema[field].type) + words(["not", "missing"])
    case .text, .record: return words(["not", "missing"])
    case .period, .duration, .currency, .list, .missing: return nil
    }
  }

  /// Names without a quote before them yet; the quotes are put around them.
  private var bareNames: [Candidate] {
    guard let field = comparedField else { return takenNames }
    switch schema[field].type {
    case .text, .record: return completer.names(in: field, resembling: typed)
    default: return []
    }
  }

  /// The names that a definition takes here, or a change: `statement(`, `post payment … from `.
  private var takenNames: [Candidate] {
    if expected.kinds.contains(.party) {
      return [.customers, .vendors].flatMap { completer.names(of: $0, resembling: typed) }
    }
    return taken?.collection.map { completer.names(of: $0, resembling: typed) } ?? []
  }

  /// What a definition takes here.
  private var taken: Completer.Taken? {
    for case .argument(let name, let place) in expected.kinds {
      return completer.taken(by: name, at: place)
    }
    return nil
  }

  /// The value that a definition has where none is given, and fields of what it asks about.
  private var takenWords: [Candidate] {
    guard let taken else { return [] }
    let standard = taken.standard.map { [Candidate($0)] } ?? []
    let asked = taken.name == "field" ? taken.asked : nil
    return standard + (asked.map { fields(of: $0, first: { _ in false }) } ?? [])
  }

  private func words(_ wanted: [String]) -> [Candidate] {
    let legal = expected.words
    return wanted.filter { legal.contains($0) || $0 == "missing" }
      .map { Candidate($0, goesOn: !QuestionCompletion.mayEnd.contains($0)) }
  }

  private func fields(of type: DataType) -> [Candidate] {
    guard let record = scope?.record else { return [] }
    return schema[record].fields.filter { $0.type == type }
      .map { Candidate(QuotedText.name($0.name)) }
  }

  /// Values behind a quote that is open.
  private var quotedValues: [Candidate] {
    if previous == .keyword(.export) { return completer.filesToWrite(beginning: typed) }
    guard let field = comparedField else { return takenNames }
    if case .enumeration(let id) = schema[field].type {
      return schema.words(of: id).map { Candidate(QuotedText.quoted($0)) }
        .filter { $0.begins(with: typed) }
    }
    return completer.names(in: field, resembling: typed)
  }
}
