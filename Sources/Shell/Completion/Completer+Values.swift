import Columns
import Model
import Storage

/// Names and numbers of the book itself.
extension Completer {
  /// More distinct texts than this are not searched while somebody waits for a key.
  private static let mostSearched = 50_000
  /// More than this nobody reads.
  private static let mostOffered = 100

  /// The texts that a field holds, or by which the records behind it are known, in quotes.
  ///
  /// What was typed begins with its quote; case and accents do not matter.
  func names(in field: FieldID, beginning typed: String) -> [Candidate] {
    let wanted = TextFolding.foldedIgnoringAccents(QuotedText.contents(of: typed))
    let found: [String]
    switch schema[field].type.element {
    case .text where !schema[field].isDerived: found = texts(in: field, beginning: wanted)
    case .record(let target):
      let labels = schema[target].labels.compactMap { schema.field(named: $0, of: target) }
      found = labels.filter { schema[$0].type == .text }.prefix(1)
        .flatMap { texts(in: $0, beginning: wanted) }
    default: found = []
    }
    return found.map { Candidate(QuotedText.quoted($0)) }
  }

  /// The numbers of documents, payments and parties behind a `#`.
  func numbers(beginning typed: String) -> [Candidate] {
    let wanted = TextFolding.foldedIgnoringAccents(Array(typed.utf8.dropFirst()))
    var found: [String] = []
    for index in schema.collections.indices where found.count < Completer.mostOffered {
      if let field = schema.field(named: "number", of: CollectionID(index: index)) {
        found += texts(in: field, beginning: wanted)
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

  private func texts(in field: FieldID, beginning wanted: [UInt8]) -> [String] {
    guard let store, case .text(_, let dictionary) = store.column(field),
      dictionary.count <= Completer.mostSearched
    else { return [] }
    var found: [(folded: [UInt8], text: String)] = []
    for code in 0..<dictionary.count {
      let folded = TextFolding.foldedIgnoringAccents(dictionary[UInt32(code)])
      guard folded.starts(with: wanted) else { continue }
      let text = String(decoding: dictionary[UInt32(code)], as: UTF8.self)
      // A name that could not be typed is not put into the line either.
      if text.unicodeScalars.allSatisfy(TypedText.isAllowed) { found.append((folded, text)) }
    }
    found.sort { $0.folded.lexicographicallyPrecedes($1.folded) }
    return found.prefix(Completer.mostOffered).map(\.text)
  }
}

extension FieldSchema {
  /// Whether no column of the book holds its values.
  var isDerived: Bool {
    if case .stored = origin { return false }
    return true
  }
}
