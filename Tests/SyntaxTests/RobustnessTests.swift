import Diagnostics
import Syntax
import Testing

/// Whatever is typed, reading ends with a tree or with one to three mistakes inside the text.
@Suite struct RobustnessTests {
  private func read(_ source: SourceText) {
    do throws(Mistakes) {
      let statement = try Parser.statement(in: source, currencies: Sentences.currencies)
      let text = SyntaxPrinter.text(statement)
      let again = try? Parser.statement(in: SourceText(text), currencies: Sentences.currencies)
      #expect(again.map(SyntaxPrinter.text) == text, "\(source[SourceSpan(0, source.bytes.count)])")
    } catch {
      #expect((1...Mistakes.limit).contains(error.all.count))
      for mistake in error.all {
        #expect((mistake.span?.end ?? 0) <= source.bytes.count)
        #expect((mistake.fixIt?.span.end ?? 0) <= source.bytes.count)
      }
    }
    let spans = Parser.split(source)
    #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.end <= $1.start })
  }

  @Test("each token deleted, doubled, swapped", arguments: Sentences.all)
  func mangled(_ sentence: String) {
    let source = SourceText(sentence)
    let words = Lexer.tokens(of: source, currencies: Sentences.currencies).dropLast()
      .map { source[$0.span] }
    for index in words.indices {
      var deleted = words
      deleted.remove(at: index)
      read(SourceText(deleted.joined(separator: " ")))
      var doubled = words
      doubled.insert(words[index], at: index)
      read(SourceText(doubled.joined(separator: " ")))
      guard index + 1 < words.count else { continue }
      var swapped = words
      swapped.swapAt(index, index + 1)
      read(SourceText(swapped.joined(separator: " ")))
    }
  }

  @Test("cut at every byte, and asked there what may follow", arguments: Sentences.all)
  func cut(_ sentence: String) {
    let bytes = Array(sentence.utf8)
    for end in bytes.indices {
      read(SourceText(bytes: Array(bytes[..<end])))
      let expectations = Parser.expectations(
        in: SourceText(sentence), at: end, currencies: Sentences.currencies)
      #expect(expectations.replaced.end <= end)
    }
  }

  @Test func randomBytesAndWords() {
    var random = SplitMix64(seed: 0x1DEA)
    let pieces = Sentences.all.flatMap { sentence in
      let source = SourceText(sentence)
      return Lexer.tokens(of: source, currencies: []).map { source[$0.span] }
    }
    for _ in 0..<2000 {
      let count = Int(random.next() % 12)
      read(SourceText(bytes: (0..<count * 2).map { _ in UInt8(truncatingIfNeeded: random.next()) }))
      let words = (0..<count).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }
      read(SourceText(words.joined(separator: random.next() % 2 == 0 ? " " : "")))
    }
  }

  static let floods = [
    "(", ")", "not ", "-", "- ", "1+", "a.", "invoices where (", "if a then ", "sum(", "f(",
    "a and ", "a or ", "\"", "`", "#", "1,200,", "where ", "a = ", "count ", "in (", "\n", ";",
    "last ", "((a) where b) ", "(a where b in ", "as of ", "| ", "31 March ", "[", "\u{1B}",
  ]

  @Test("floods end with a mistake", arguments: floods)
  func flooded(_ piece: String) {
    for count in [150, 250, 65_000 / piece.utf8.count] {
      read(SourceText(String(repeating: piece, count: count)))
      read(SourceText("invoices where " + String(repeating: piece, count: count)))
    }
  }
}

@Suite struct LimitTests {
  private func code(_ text: String) -> DiagnosticCode? {
    do throws(Mistakes) {
      _ = try Parser.statement(in: SourceText(text), currencies: [])
      return nil
    } catch {
      return error.all.first?.code
    }
  }

  private func nested(_ count: Int) -> String {
    "invoices where " + String(repeating: "(", count: count) + "a"
      + String(repeating: ")", count: count)
  }

  @Test func depth() {
    #expect(code(nested(Parser.maximumDepth - 1)) == nil)
    #expect(code(nested(Parser.maximumDepth)) == .tooDeep)
    #expect(code("invoices where " + String(repeating: "not ", count: 250) + "a") == .tooDeep)
    #expect(code("invoices where a > " + String(repeating: "- ", count: 250) + "1") == .tooDeep)
  }

  @Test func nodes() {
    func chain(_ count: Int) -> String {
      "invoices show 1" + String(repeating: "+1", count: count)
    }
    #expect(code(chain(Parser.maximumNodes - 2)) == nil)
    #expect(code(chain(Parser.maximumNodes - 1)) == .tooManyNodes)
  }

  @Test func bytes() {
    func padded(_ count: Int) -> String {
      "invoices" + String(repeating: " ", count: count - 8)
    }
    #expect(code(padded(Parser.maximumBytes)) == nil)
    #expect(code(padded(Parser.maximumBytes + 1)) == .textTooLong)
  }

  @Test("a million of anything is refused at once", arguments: ["(", "1+", "#"])
  func millions(_ piece: String) {
    #expect(code(String(repeating: piece, count: 1_000_000)) == .textTooLong)
  }

  @Test func aLongScriptOfShortStatementsIsFine() throws {
    let script = String(repeating: "invoices where open\n", count: 5_000)
    #expect(try Parser.statements(in: SourceText(script), currencies: []).count == 5_000)
  }
}

/// Random numbers that are the same on every run.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
