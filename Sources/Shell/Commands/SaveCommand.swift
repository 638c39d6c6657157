import Diagnostics
import Model
import Planning
import Syntax

/// `save "NAME"` and `saved`: questions that are kept from one session to the next.
enum SaveCommand {
  /// Keeps the last question under a name in quotes, or a definition of the session by its own.
  static func save(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    try session.refuseWhenSafe(command)
    try session.refuseWhenReadOnly(command)
    guard let word = command.words.first else {
      throw Mistakes([.missingWord("save \"month end\"", at: command.span)])
    }
    if command.words.count > 1, command.words[1].text.utf8.first == UInt8(ascii: "=") {
      throw Mistakes([.savesWhatWasAsked(word.text, at: command.rest)])
    }
    guard command.words.count == 1 else {
      let text = command.words.map(\.text).joined(separator: " ")
      throw Mistakes([.saveNeedsQuotes(text, at: command.rest)])
    }
    let name = Name(word.text, word.span)
    let isQuoted = command.source.bytes[word.span.start] == UInt8(ascii: "\"")
    let own = session.names.surroundings.definitions[word.text.lowercased()]
    let text: String
    if !isQuoted, let own, own.text.name != session.savedFile?.path {
      text = try printed(own)
    } else {
      text = try question(named: name, session, at: word.span)
    }
    return try keep(text, name, session)
  }

  /// A definition as it is written best.
  private static func printed(_ definition: DefinitionText) throws(Mistakes) -> String {
    SyntaxPrinter.text(
      try Parser.statement(in: definition.text, currencies: Currency.allCodes))
  }

  /// The last question as a definition.
  private static func question(
    named name: Name, _ session: Session, at span: SourceSpan
  ) throws(Mistakes) -> String {
    if let meaning = NameRules.meaning(of: name.text, session.schema) {
      throw Mistakes([.nameTaken(name, meaning)])
    }
    guard let query = session.names.surroundings.lastQuestion else {
      throw Mistakes([.nothingToSave(at: span)])
    }
    let text = SourceText(SyntaxPrinter.text(query))
    for token in Lexer.tokens(of: text, currencies: Currency.allCodes) {
      switch token.kind {
      case .variable, .keyword(.it):
        throw Mistakes([.savesMoreThanText(text[token.span], at: span)])
      case .name(let word), .quotedName(let word):
        if word.lowercased() == name.text.lowercased() {
          throw Mistakes([.savesItself(name.text, at: span)])
        }
        let own = session.names.surroundings.definitions[word.lowercased()]
        if let own, own.text.name != session.savedFile?.path {
          throw Mistakes([.savesUnsaved(word, at: span)])
        }
      default: continue
      }
    }
    let definition = Definition(name, [], query)
    return SyntaxPrinter.text(Statement(.define(definition), query.span))
  }

  private static func keep(
    _ text: String, _ name: Name, _ session: Session
  ) throws(Mistakes) -> Session.Outcome {
    guard let file = session.savedFile else { throw Mistakes([.noHome(at: name.span)]) }
    var before: [String] = []
    do {
      try file.write { old in
        let (kept, replaced) = withoutDefinition(of: name.text, old, session.clockDay)
        before = replaced
        return kept + text + "\n"
      }
    } catch {
      throw Mistakes([.notSaved(file.path, error, at: name.span)])
    }
    session.names.define(
      DefinitionText(name: name.text, text: SourceText(text, name: file.path)))
    let isReplaced = before.isEmpty ? "" : ", in place of"
    session.say(["kept; ask it as  \(QuotedText.name(name.text))\(isReplaced)"] + before)
    return .done
  }

  /// The file with the definition of a name made a comment, and the lines of that definition.
  private static func withoutDefinition(
    of name: String, _ source: SourceText, _ day: CivilDate
  ) -> (text: String, replaced: [String]) {
    var text = ""
    var replaced: [String] = []
    var end = 0
    for span in Session.statements(of: source) {
      text += source[SourceSpan(end, span.start)]
      end = span.end
      let statement = try? Parser.statement(in: source, span, currencies: Currency.allCodes)
      if case .define(let definition) = statement?.kind,
        definition.name.text.lowercased() == name.lowercased()
      {
        let lines = source[span].split(separator: "\n").map(String.init)
        replaced += lines
        text += "-- replaced \(day): " + lines.joined(separator: "\n-- ")
      } else {
        text += source[span]
      }
    }
    text += source[SourceSpan(end, source.bytes.count)]
    let needsBreak = !text.isEmpty && text.utf8.last != UInt8(ascii: "\n")
    return (needsBreak ? text + "\n" : text, replaced)
  }

  /// Lists definitions with their texts: those kept in the file, then those of this session.
  static func list(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    let all = session.names.surroundings.definitions.values.sorted { $0.name < $1.name }
    let kept = all.filter { $0.text.name == session.savedFile?.path }
    let own = all.filter { $0.text.name != session.savedFile?.path }
    var lines: [String] = []
    for definition in kept { lines.append(try printed(definition)) }
    if !own.isEmpty { lines.append("of this session only:") }
    for definition in own { lines.append(try printed(definition)) }
    if lines.isEmpty { lines.append("nothing is saved yet:  save \"month end\"") }
    lines += ["", "every session knows, see help standard:"]
    lines.append("  " + StandardQuestions.all.map(\.name).joined(separator: ", "))
    session.present(lines)
    return .done
  }
}

extension Session {
  /// Makes the saved questions known; a line that is wrong is told, and stops nothing.
  package func loadSaved(from file: SavedFile) {
    savedFile = file
    let source: SourceText
    do throws(SavedFile.Failure) {
      source = try file.read()
    } catch {
      _ = tell(Mistakes([.savedUnreadable(file.path, error)]), in: nil)
      return
    }
    for span in Session.statements(of: source) {
      do throws(Mistakes) {
        let statement = try Parser.statement(in: source, span, currencies: Currency.allCodes)
        guard case .define(let definition) = statement.kind else {
          throw Mistakes([.strayInSaved(at: span)])
        }
        if let collection = schema.collection(named: definition.name.text) {
          throw Mistakes([
            .nameTaken(definition.name, "the collection \(schema[collection].name)")
          ])
        }
        names.define(
          DefinitionText(
            name: definition.name.text,
            text: SourceText(
              bytes: Array(source.bytes[span.start..<span.end]), name: source.name,
              firstLine: source.place(of: span.start).line)))
      } catch {
        _ = tell(error, in: source)
      }
    }
  }
}
