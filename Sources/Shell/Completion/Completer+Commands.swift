import Diagnostics
import Model
import Syntax

/// What may follow the word of a command.
extension Completer {
  /// What a command line may go on with; nil for a question.
  func commandProposal(for line: SourceText) -> Proposal? {
    let end = line.bytes.count
    guard let word = CommandTable.firstWord(of: line, at: SourceSpan(0, end)) else { return nil }
    if word.span.end == end {
      // The word itself is being typed; without its dot it could be a question's.
      guard word.isDotted else { return nil }
      let names = CommandTable.all.map { Candidate("." + $0.word, goesOn: $0.takesWords) }
      return Proposal(
        replaced: word.span, candidates: names.filter { $0.begins(with: line[word.span]) })
    }
    guard let entry = CommandTable.entry(named: word.name) else { return nil }
    let isAlone = line.bytes[word.span.end...].allSatisfy { $0 == 0x20 }
    if isAlone, ["why", "trace"].contains(entry.word) {
      return Proposal(replaced: .at(end), candidates: [Candidate("#")])
    }
    if entry.takesQuestion {
      var bytes = line.bytes
      for offset in word.span.start..<word.span.end { bytes[offset] = 0x20 }
      return QuestionCompletion(self, SourceText(bytes: bytes)).proposal
    }
    return arguments(of: entry, in: line)
  }

  private func arguments(of entry: CommandTable.Entry, in line: SourceText) -> Proposal {
    let end = line.bytes.count
    var words = CommandTable.words(at: SourceSpan(0, end), of: line)
    words.removeFirst()
    var started = Command.Word(text: "", span: .at(end))
    if let last = words.last, last.span.end == end { started = words.removeLast() }
    let before = words.map { $0.text.lowercased() }
    switch entry.word {
    case "help":
      let typed = (before + [started.text]).joined(separator: " ")
      let start = words.first?.span.start ?? started.span.start
      return Proposal(
        replaced: SourceSpan(start, end),
        candidates: HelpCommand.topics(of: schema).map { Candidate($0) }
          .filter { $0.begins(with: typed) })
    case "fields" where before.isEmpty:
      return offer(schema.collections.map { Candidate($0.name) }, for: started)
    case "history" where before.isEmpty: return offer([Candidate("clear")], for: started)
    case "set": return offer(SetCommand.candidates(behind: before), for: started)
    case "run" where before.isEmpty: return files(for: started, in: line, ending: ".ivq")
    case "import": return files(for: started, in: line, ending: ".csv")
    default: return .nothing(at: end)
    }
  }

  private func offer(_ candidates: [Candidate], for word: Command.Word) -> Proposal {
    Proposal(
      replaced: word.span, candidates: candidates.filter { $0.begins(with: word.text) })
  }

  /// Folders and files that an export may go to, behind a quote.
  func filesToWrite(beginning typed: String) -> [Candidate] {
    guard readsFolders else { return [] }
    let written = String(decoding: QuotedText.contents(of: typed), as: UTF8.self)
    return FolderListing.paths(beginning: written, ending: "").map { path in
      let isFolder = path.utf8.last == UInt8(ascii: "/")
      return Candidate(isFolder ? "\"" + path : QuotedText.quoted(path))
    }
  }

  private func files(for word: Command.Word, in line: SourceText, ending: String) -> Proposal {
    guard readsFolders else { return .nothing(at: line.bytes.count) }
    let isQuoted = line[word.span].utf8.first == UInt8(ascii: "\"")
    let paths = FolderListing.paths(beginning: word.text, ending: ending)
    return Proposal(
      replaced: word.span,
      candidates: paths.map { path in
        let isFolder = path.utf8.last == UInt8(ascii: "/")
        guard isQuoted || path.utf8.contains(0x20) else { return Candidate(path) }
        // The quote stays open while the path may go on.
        return Candidate("\"\(path)" + (isFolder ? "" : "\""))
      })
  }
}
