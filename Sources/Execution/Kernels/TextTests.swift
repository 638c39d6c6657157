import Accounting
import Columns
import Diagnostics
import Model
import Planning
import Storage

/// The answers of one text test by the texts' codes: each distinct text is looked at once.
struct TextTestMemo {
  /// Which test of which texts.
  struct Key: Hashable {
    let dictionary: ObjectIdentifier
    let test: String
    let pattern: Text
  }

  /// Keeps the dictionary alive, so that its identity stays its own.
  let dictionary: TextDictionary
  /// By code: 0 not asked yet, 1 no, 2 yes.
  private var answers: [UInt8]
  /// Where all texts were asked, a bit a code for those that pass.
  private var passing: [UInt64]?

  /// Whether all texts were asked.
  var isComplete: Bool { passing != nil }

  init(_ dictionary: TextDictionary) {
    self.dictionary = dictionary
    answers = [UInt8](repeating: 0, count: dictionary.count)
  }

  /// The answers for all texts, worked out on all processors.
  ///
  /// - Parameters:
  ///   - dictionary: the texts.
  ///   - candidates: the codes of those that may pass, in stretches.
  ///   - scan: what decides most of them quickly.
  ///   - test: makes the test that decides the others, for one thread.
  init(
    allOf dictionary: TextDictionary, _ candidates: [Range<UInt32>], _ scan: WordScan?,
    _ test: @escaping @Sendable () -> (ArraySlice<UInt8>) -> Bool
  ) {
    self.dictionary = dictionary
    answers = []
    let pieces = TextTestMemo.pieces(of: candidates)
    let count = candidates.reduce(0) { $0 + $1.count }
    let parts = Workers.map(pieces.count, rows: count) { piece in
      var (passing, open) = TextTestMemo.told(of: pieces[piece], dictionary, scan)
      let test = test()
      for code in open where test(dictionary[code]) { passing.append(code) }
      return passing
    }
    var bits = [UInt64](repeating: 0, count: (dictionary.count + 63) / 64)
    for code in parts.joined() { bits[Int(code) / 64] |= 1 << UInt64(code % 64) }
    passing = bits
  }

  /// The texts of some stretches that a scan lets pass, and those of which it cannot tell.
  private static func told(
    of stretches: [Range<UInt32>], _ dictionary: TextDictionary, _ scan: WordScan?
  ) -> (passing: [UInt32], open: [UInt32]) {
    guard let scan else { return ([], stretches.flatMap { Array($0) }) }
    var (passing, open, single): ([UInt32], [UInt32], [UInt32]) = ([], [], [])
    for codes in stretches {
      // Texts one behind the other are scanned as one, where there are enough of them.
      guard codes.count >= textsWorthAScan else {
        single += codes
        continue
      }
      for (verdict, code) in zip(dictionary.verdicts(of: scan, on: codes), codes) {
        if verdict == 2 { passing.append(code) } else if verdict == 0 { open.append(code) }
      }
    }
    dictionary.visit(single) { code, text in
      switch scan.verdict(on: text) {
      case true?: passing.append(code)
      case false?: break
      case nil: open.append(code)
      }
    }
    return (passing, open)
  }

  private static let textsWorthAScan = 1_024

  /// Stretches of texts in pieces that are worth a thread's while.
  private static func pieces(of stretches: [Range<UInt32>]) -> [[Range<UInt32>]] {
    var pieces: [[Range<UInt32>]] = []
    var room = 0
    for stretch in stretches {
      for start in stride(from: stretch.lowerBound, to: stretch.upperBound, by: textsPerPiece) {
        let part = start..<min(start + UInt32(textsPerPiece), stretch.upperBound)
        if room < part.count {
          pieces.append([])
          room = textsPerPiece
        }
        pieces[pieces.count - 1].append(part)
        room -= part.count
      }
    }
    return pieces
  }

  private static let textsPerPiece = 1 << 14

  /// Of a stretch of rows those whose text passes the test; nil where not all texts were asked.
  func rows(in rows: Range<Int>, by codes: Cells<UInt32>) -> [RowIndex]? {
    guard let passing else { return nil }
    let values = codes.values(in: rows)
    let (bits, codes) = (passing.span, values.span)
    var found: [RowIndex] = []
    for index in codes.indices {
      // That of a missing text stands behind all others.
      let word = Int(codes[index] / 64)
      guard word < bits.count, bits[word] >> UInt64(codes[index] % 64) & 1 == 1 else { continue }
      found.append(RowIndex(rows.lowerBound + index))
    }
    return found
  }

  /// The answers for some texts; a missing one gives none.
  mutating func answers(
    for codes: [UInt32], _ scan: WordScan?, _ test: (ArraySlice<UInt8>) -> Bool
  ) -> [Bool] {
    if let passing { return codes.map { passing.has($0) } }
    var open: [UInt32] = []
    for code in codes where code != Missing.text && answers[Int(code)] == 0 {
      answers[Int(code)] = 1
      open.append(code)
    }
    if let scan {
      var undecided: [UInt32] = []
      dictionary.visit(open) { code, text in
        switch scan.verdict(on: text) {
        case true?: answers[Int(code)] = 2
        case false?: break
        case nil: undecided.append(code)
        }
      }
      open = undecided
    }
    for code in open where test(dictionary[code]) { answers[Int(code)] = 2 }
    return codes.map { $0 != Missing.text && answers[Int($0)] == 2 }
  }
}

extension [UInt64] {
  /// Whether the bit of a code is set; that of a missing text never is.
  fileprivate func has(_ code: UInt32) -> Bool {
    let word = Int(code / 64)
    return word < count && self[word] >> UInt64(code % 64) & 1 == 1
  }
}

extension Evaluator {
  /// `has`, `starts with`, `ends with`, `matches`; a missing text fits no pattern.
  func textTest(
    _ subject: BoundExpression, _ test: TextTest, _ pattern: BoundExpression, in frame: Frame
  ) throws(Diagnostic) -> [Bool] {
    guard case .text(let texts) = try evaluate(subject, in: frame) else {
      return [Bool](repeating: false, count: frame.batch.count)
    }
    if case .constant(.text(let wanted)) = pattern.kind {
      let matcher = TextMatcher(test, wanted.bytes)
      return answers(texts, test.rawValue, wanted, matcher.scan) { matcher.matches($0) }
    }
    guard case .text(let patterns) = try evaluate(pattern, in: frame) else {
      return [Bool](repeating: false, count: frame.batch.count)
    }
    return zip(texts.codes, patterns.codes).map { code, wanted in
      guard code != Missing.text, wanted != Missing.text else { return false }
      return TextMatcher(test, Array(patterns.dictionary[wanted])).matches(texts.dictionary[code])
    }
  }

  /// Whether texts equal one text, with case and spaces folded.
  func textEquals(
    _ subject: BoundExpression, _ text: Text, in frame: Frame
  ) throws(Diagnostic) -> [Bool] {
    guard case .text(let texts) = try evaluate(subject, in: frame) else {
      return [Bool](repeating: false, count: frame.batch.count)
    }
    let wanted = TextFolding.folded(text.bytes)
    return answers(texts, "=", text, WordScan(wanted, .other)) { TextFolding.folded($0) == wanted }
  }

  /// Answers the test that each row of a large collection comes to first for all texts at once:
  /// otherwise each thread would answer for every text that it meets.
  ///
  /// - Returns: what the rows of a pass must have to be handed out at all.
  func prepareTextTest(_ plan: LogicalPlan) -> TextSelection? {
    guard case .filter(let input, let test) = plan else {
      return plan.input.flatMap { prepareTextTest($0) }
    }
    var first = test
    while case .all(let tests) = first.kind { first = tests[0] }
    guard input.isSource, case .textTest(let subject, let kind, let pattern) = first.kind,
      case .constant(.text(let wanted)) = pattern.kind,
      case .field(let field, let base) = subject.kind, case .column(_, depth: 0) = base.kind,
      view.store.schema[field].origin == .stored, !view.store.schema[field.collection].isDerived,
      case .text(let codes, let dictionary) = view.store.column(field),
      dictionary.count >= Workers.leastRows
    else { return nil }
    let key = TextTestMemo.Key(
      dictionary: ObjectIdentifier(dictionary), test: kind.rawValue, pattern: wanted)
    // The other side of a union may have asked the same.
    let known = scratch.textTests[key].flatMap { $0.isComplete ? $0 : nil }
    let memo = known ?? memo(of: field, dictionary, kind, wanted)
    scratch.textTests[key] = memo
    guard case .scan(let scan) = input, scan.days.known == nil else { return nil }
    return TextSelection(codes: codes, memo: memo)
  }

  /// The answers for all texts of a field, of which an index may rule most out.
  private func memo(
    of field: FieldID, _ dictionary: TextDictionary, _ kind: TextTest, _ wanted: Text
  ) -> TextTestMemo {
    let matcher = TextMatcher(kind, wanted.bytes)
    let candidates = matcher.part.flatMap {
      view.store.signatures(of: field)?.candidates(for: $0, of: dictionary.count)
    }
    return TextTestMemo(
      allOf: dictionary, candidates ?? [0..<UInt32(dictionary.count)], matcher.scan
    ) {
      let matcher = TextMatcher(kind, wanted.bytes)
      return { matcher.matches($0) }
    }
  }

  private func answers(
    _ texts: TextVector, _ test: String, _ pattern: Text, _ scan: WordScan?,
    _ holds: (ArraySlice<UInt8>) -> Bool
  ) -> [Bool] {
    let key = TextTestMemo.Key(
      dictionary: ObjectIdentifier(texts.dictionary), test: test, pattern: pattern)
    var memo = scratch.textTests.removeValue(forKey: key) ?? TextTestMemo(texts.dictionary)
    let answers = memo.answers(for: texts.codes, scan, holds)
    scratch.textTests[key] = memo
    return answers
  }
}

/// Which rows of a pass are worth to be handed out: those with texts that pass a test.
struct TextSelection: Sendable {
  private let codes: Cells<UInt32>
  private let memo: TextTestMemo

  init(codes: Cells<UInt32>, memo: TextTestMemo) {
    (self.codes, self.memo) = (codes, memo)
  }

  /// Of a stretch of rows those that pass.
  func rows(in rows: Range<Int>) -> [RowIndex] {
    memo.rows(in: rows, by: codes) ?? rows.map { RowIndex($0) }
  }
}

/// One text test with its pattern prepared: case and accents folded.
struct TextMatcher {
  private let test: TextTest
  private let pattern: [UInt8]
  private let glob: Glob?
  private let name: TextCloseness?

  init(_ test: TextTest, _ pattern: [UInt8]) {
    self.test = test
    self.pattern = TextFolding.foldedIgnoringAccents(pattern)
    glob = test == .matches ? Glob(self.pattern) : nil
    name = test == .similar ? TextCloseness(pattern) : nil
  }

  /// What tells quickly that a text does not match.
  var scan: WordScan? {
    switch test {
    case .has: WordScan(pattern, .anywhere)
    case .starts: WordScan(pattern, .start)
    case .ends: WordScan(pattern, .other)
    case .matches, .similar: nil
    }
  }

  /// What a text that matches holds somewhere, folded; nil where that is not one piece.
  var part: [UInt8]? {
    switch test {
    case .has, .starts, .ends: pattern
    case .matches, .similar: nil
    }
  }

  func matches(_ bytes: ArraySlice<UInt8>) -> Bool {
    if let name { return name.isClose(to: TextCloseness(bytes)) }
    let text = TextFolding.foldedIgnoringAccents(bytes)
    switch test {
    case .has: return TextMatcher.contains(text, pattern)
    case .starts: return text.starts(with: pattern)
    case .ends: return text.count >= pattern.count && text.suffix(pattern.count) == pattern[...]
    case .matches: return glob?.matches(text) ?? false
    case .similar: return false
    }
  }

  /// Whether bytes hold other bytes; the texts of invoices are short, so the plain way is the best.
  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard text.count >= part.count else { return false }
    for start in 0...(text.count - part.count) where text[start] == first {
      if text[start..<start + part.count] == part[...] { return true }
    }
    return false
  }
}

extension LogicalPlan {
  /// Whether its rows are records that were neither tested nor changed.
  fileprivate var isSource: Bool {
    switch self {
    case .scan: true
    case .expand(let input, _, _): input.isSource
    default: false
    }
  }
}
