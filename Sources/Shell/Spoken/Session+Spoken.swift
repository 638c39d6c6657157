import Accounting
import Diagnostics
import Model
import Planning
import Storage
import Syntax

extension Session {
  /// The mistakes of a statement; where it reads like speech, the first of them with the question
  /// that was probably meant.
  ///
  /// What has a remedy of its own keeps it.
  func offering(
    _ mistakes: Mistakes, for span: SourceSpan, of source: SourceText
  ) -> Mistakes {
    let line = source[span]
    // A command has its own words.
    if let command = CommandTable.firstWord(of: source, at: span),
      let entry = CommandTable.entry(named: command.name), entry.word != "why"
    {
      return mistakes
    }
    // Mistakes in the text of a definition are not about how this line reads.
    let isOfLine = mistakes.all.allSatisfy { mistake in
      mistake.code.isOfReading && (mistake.span.map { $0.end <= span.end } ?? false)
    }
    guard isOfLine else { return mistakes }
    let isMended =
      Mending.mended(source[SourceSpan(0, span.end)], mistakes.all)
      .map { isSensible(String($0.utf8.dropFirst(span.start)) ?? "") } ?? false
    // Several that are mended together are surer than a sentence made of what is left, and so is
    // what a verb lacks.
    let isList = mistakes.all.count > 1 && mistakes.all.allSatisfy { $0.fixIt != nil }
    let isOfVerb = mistakes.all[0].fixIt != nil && beginsWithVerb(line)
    if isMended || isList || isOfVerb { return mistakes }
    if let capitals = capitals(span, source) { return Mistakes(capitals) }
    if let meant = alone(line) { return Mistakes([mistakes.all[0].offering(meant, for: span)]) }
    let spoken = SpokenQuestion(schema, definitions: names.surroundings.definedNames)
    guard let question = spoken.questions(line).first(where: { isUnderstood($0) }) else {
      return mistakes
    }
    return Mistakes([mistakes.all[0].offering(ordered(question), for: span)])
  }

  /// The question that a step or a text means where it stands alone: the step goes on with the last
  /// answer, the text is looked for.
  private func alone(_ line: String) -> String? {
    let tokens = Lexer.tokens(of: SourceText(line), currencies: Currency.allCodes)
    switch tokens[0].kind {
    case .keyword(let word) where word.beginsStep && lastAnswer != nil && isAtPrompt:
      let question = "it \(line)"
      return isUnderstood(question) ? question : nil
    case .text(let text, isClosed: true) where tokens.count == 2 && !text.isEmpty:
      return "find \(QuotedText.quoted(text))"
    default: return nil
    }
  }

  /// `1000 eur`: what to say of currencies beside numbers that are not written in capitals, if they
  /// are all that is wrong.
  private func capitals(_ span: SourceSpan, _ source: SourceText) -> [Diagnostic]? {
    var lexer = Lexer(source, span, currencies: Currency.allCodes)
    let tokens = lexer.remainingTokens()
    let small = tokens.indices.compactMap { index -> Diagnostic? in
      let beside = tokens[max(0, index - 1)...min(tokens.count - 1, index + 1)]
      guard case .name(let word) = tokens[index].kind,
        Currency.allCodes.contains(word.uppercased()), beside.contains(where: \.isNumber)
      else { return nil }
      return .unknownCurrency(word, at: tokens[index].span)
    }
    guard let mended = Mending.mended(source[SourceSpan(0, span.end)], small) else { return nil }
    let statement = String(Substring(mended.utf8.dropFirst(span.start)))
    return isSensible(statement) ? small : nil
  }

  private func beginsWithVerb(_ line: String) -> Bool {
    line.split { $0.isWhitespace }.first.map { Write.verbs.contains($0.lowercased()) } ?? false
  }

  /// Whether a text is a question that could be answered, or the sentence of a change.
  private func isSensible(_ text: String) -> Bool {
    let parsed = try? Parser.statement(in: SourceText(text), currencies: Currency.allCodes)
    if case .write = parsed?.kind { return true }
    return isUnderstood(text)
  }

  /// The question as it is, or with what it orders by in one currency where a party may owe in
  /// several, as these have no order.
  private func ordered(_ question: String) -> String {
    let source = SourceText(question)
    do throws(Mistakes) {
      let statement = try Parser.statement(in: source, currencies: Currency.allCodes)
      guard case .query(let query) = statement.kind,
        question.contains(" top ") || question.contains(" sort ")
      else { return question }
      let engine = try mistaken { () throws(Diagnostic) in try self.engine(at: SourceSpan(0, 0)) }
      _ = try Asking(query: query, source: source, settings: settings).outcome(engine)
      return question
    } catch {
      guard let mistake = error.all.first, mistake.code == .currenciesCompared,
        let span = mistake.span, let home = book?.view.store.settings.homeCurrency
      else { return question }
      let fix = Diagnostic.FixIt(span, "convert(\(source[span]), \(home.text))")
      return Mending.mended(question, with: [fix]) ?? question
    }
  }

  /// Whether a text is a question that could be answered.
  private func isUnderstood(_ text: String) -> Bool {
    let question = text.hasPrefix("why ") ? String(text.dropFirst(4)) : text
    let source = SourceText(question)
    do throws(Mistakes) {
      let statement = try Parser.statement(in: source, currencies: Currency.allCodes)
      let engine = try mistaken { () throws(Diagnostic) -> Engine in
        try self.engine(at: SourceSpan(0, source.bytes.count))
      }
      _ = try engine.bind(try Engine.query(of: statement), in: source)
      return true
    } catch {
      return false
    }
  }
}

extension Token {
  fileprivate var isNumber: Bool {
    if case .number = kind { return true }
    return false
  }
}

extension DiagnosticCode {
  /// Whether it is about a text that was not understood, and not about values or files.
  fileprivate var isOfReading: Bool {
    rawValue.hasPrefix("S") || rawValue.hasPrefix("P1") || rawValue.hasPrefix("P2")
      || self == .unknownCommand
  }
}
