import Diagnostics
import Importing
import Model
import Sampling
import Shell
import Syntax
import TestSupport
import Testing

/// Whatever is done to a statement, it is answered or told what is wrong with it.
@Suite struct MangledInputTests {
  /// A small book: what matters is that nothing crashes, not what is answered.
  private static func smallBook() throws -> OpenBook {
    var files: [String: [UInt8]] = [:]
    _ = SampleBook(invoices: 30, seed: 7).write { files[$0, default: []] += $1 }
    return try OpenBook.open(
      sources: files.sorted { $0.key < $1.key }.map { ImportSource(name: $0.key, bytes: $0.value) })
  }

  @Test func tokensDeletedDoubledAndSwapped() throws {
    let book = try MangledInputTests.smallBook()
    let output = BufferOutput()
    let folder = try TemporaryFolder()
    var settings = ShellSettings()
    settings.saysYes = true
    var tried = 0
    var answered = 0
    for path in TranscriptFiles.examples {
      for item in try TranscriptFiles.transcript(path).items {
        for text in MangledInputTests.mangled(item) {
          let session = Session(
            output: output, settings: settings, clockDay: SampleBook.usualToday)
          session.exportFolder = folder.path
          session.use(book)
          let outcome = session.run(SourceText(text), keepGoing: true)
          let said = output.take()
          tried += 1
          if outcome == .done { answered += 1 }
          let isTold = said.contains("error:") == (outcome == .failed || outcome == .unwritten)
          #expect(isTold && outcome != .interrupted, "\(text)\n\(outcome)\n\(said)")
        }
      }
    }
    // The mutations must be worth trying: many, and of both kinds.
    #expect(tried > 2_000)
    #expect(answered > 20 && tried - answered > 1_000, "\(answered) of \(tried) answered")
  }

  /// The statement with each token deleted, doubled, and swapped with the next.
  private static func mangled(_ item: Transcript.Item) -> [String] {
    var lexer = Lexer(item.source, item.span, currencies: Currency.allCodes)
    let tokens = lexer.remainingTokens().filter { $0.kind != .end }
    let words = tokens.map { item.source[$0.span] }
    let gaps = tokens.indices.map { index in
      index == 0
        ? "" : item.source[SourceSpan(tokens[index - 1].span.end, tokens[index].span.start)]
    }
    var texts: [String] = []
    for index in words.indices {
      var deleted = words
      deleted[index] = ""
      var doubled = words
      doubled[index] += " " + words[index]
      texts += [deleted, doubled].map { text($0, gaps) }
      if index + 1 < words.count {
        var swapped = words
        swapped.swapAt(index, index + 1)
        texts.append(text(swapped, gaps))
      }
    }
    return texts
  }

  private static func text(_ words: [String], _ gaps: [String]) -> String {
    zip(gaps, words).map { $0 + $1 }.joined()
  }
}
