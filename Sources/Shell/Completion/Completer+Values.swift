import Columns
import Model
import Storage

/// Names and numbers of the book itself.
extension Completer {
  /// More than this nobody reads.
  private static let mostOffered = 100

  /// The texts that a field holds, or by which the records behind it are known, in quotes.
  ///
  /// Case and accents of what was typed do not matter. Texts that begin so go first, then those
  /// with a word that does, those that hold it anywhere, and only else those that nearly do.
  func names(in field: FieldID, resembling typed: String) -> [Candidate] {
    switch schema[field].type.element {
    case .text: texts(in: field, resembling: typed)
    case .record(let target): names(of: target, resembling: typed)
    default: []
    }
  }

  /// The names of the records of a collection, in quotes.
  func names(of collection: CollectionID, resembling typed: String) -> [Candidate] {
    let labels = schema[collection].labels.compactMap { schema.field(named: $0, of: collection) }
    let name = labels.first { schema[$0].type == .text }
    return name.map { texts(in: $0, resembling: typed) } ?? []
  }

  private func texts(in field: FieldID, resembling typed: String) -> [Candidate] {
    let isQuoted = QuotedText.opens(typed)
    let bytes = isQuoted ? QuotedText.contents(of: typed) : Array(typed.utf8)
    let wanted = TextFolding.foldedIgnoringAccents(bytes)
    return found(in: field, resembling: wanted, for: Patience(memory.patience))
      .map { Candidate(QuotedText.quoted($0)) }
  }

  /// The numbers of documents, payments and parties behind a `#`.
  ///
  /// Of a long number people remember the end: where none begins so, those that hold it come.
  func numbers(resembling typed: String) -> [Candidate] {
    let wanted = TextFolding.foldedIgnoringAccents(
      QuotedText.contents(of: typed).filter { $0 != UInt8(ascii: "\"") })
    let fields = schema.collections.indices.compactMap {
      schema.field(named: "number", of: CollectionID(index: $0))
    }
    let patience = Patience(memory.patience)
    var found: [String] = []
    for kind in [Likeness.beginning, .within] where found.isEmpty {
      for field in fields
      where found.count < Completer.mostOffered && !patience.isOver {
        found += self.found(in: field, resembling: wanted, as: [kind], for: patience)
      }
    }
    return found.prefix(Completer.mostOffered).map { number in
      let isBare = number.utf8.allSatisfy(Completer.standsBare)
      return Candidate("#" + (isBare ? number : QuotedText.quoted(number)))
    }
  }

  /// Letters, digits, `-`, `/` and `_` need no quotes behind `#`.
  private static func standsBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "_"): true
    default: false
    }
  }

  /// How a text is like what was typed.
  private enum Likeness: CaseIterable {
    case beginning
    case within
    case near
  }

  private func found(
    in field: FieldID, resembling wanted: [UInt8], as kinds: [Likeness] = Likeness.allCases,
    for patience: Patience
  ) -> [String] {
    guard let store, let texts = memory.texts(of: field, in: store) else { return [] }
    if !texts.isReady { texts.prepare(for: patience) }
    var codes: [Int] = []
    for kind in kinds where kind == .beginning || looksFurther {
      let limit = Completer.mostOffered - codes.count
      switch kind {
      case .beginning:
        codes = texts.codes(beginning: wanted, limit: limit, for: patience)
        codes.sort { texts.folded($0).lexicographicallyPrecedes(texts.folded($1)) }
      case .within where limit > 0:
        let more = texts.codes(
          holding: wanted, limit: limit + codes.count, for: patience)
        codes += more.filter { !codes.contains($0) }.prefix(limit)
      case .near where codes.isEmpty:
        codes = texts.codes(near: wanted, limit: limit, for: patience)
      case .within, .near: break
      }
    }
    // A name that could not be typed is not put into the line either.
    return codes.map(texts.text).filter { text in
      text.unicodeScalars.allSatisfy { TypedText.isAllowed($0) && VisibleText.isHarmless($0) }
    }
  }
}

extension FieldSchema {
  /// Whether no column of the book holds its values.
  var isDerived: Bool {
    if case .stored = origin { return false }
    return true
  }
}
