import Columns
package import Model

/// The one door to looking for words in everything that a book says.
///
/// A record is found when it has each of the words: in its own texts, or, all but one of them, in
/// those of the party or the document that it belongs to. `find "widgetco 8812"` is an invoice with
/// 8812 in its number whose customer is Widgetco.
package struct BookSearch {
  /// A record that was found.
  package struct Hit: Sendable {
    /// The record.
    package let record: RecordID
    /// The field that answers best to a word of its own.
    package let field: FieldID
    /// How well it answers; more is better.
    package let score: Int
  }

  /// More are not told: who gets a thousand answers has asked too little.
  package static let mostHits = 1_000

  /// Texts that say what the record is called count full, others less.
  private static let names: Set<String> = ["number", "name", "vendor_number"]
  private static let references: Set<String> = ["reference", "po", "item", "payer", "iban"]
  /// Every other record has the same words in these.
  private static let leftOut: Set<String> = [
    "country", "document_country", "terms", "method", "recorded_by",
  ]
  /// What a word is worth that the party or the document has.
  private static let worthElsewhere = 20

  private let store: StoreView
  private let needles: [TextNeedle]

  /// A search for words; each text may hold several.
  package init(_ store: StoreView, words: [Text]) {
    self.store = store
    needles = words.flatMap { text in
      text.bytes.split { $0 == 0x20 || (0x09...0x0D).contains($0) }
        .map { TextNeedle(Text(Array($0))) }
    }.filter { !$0.isEmpty }
  }

  /// The records, the best first; records that answer equally well stand in the book's order.
  ///
  /// - Parameters:
  ///   - isThere: which of some records may be told.
  ///   - isInterrupted: asked for each collection whether somebody wants to stop.
  /// - Returns: nil when somebody wanted to stop.
  package func hits(
    where isThere: ([RowIndex], CollectionID) -> [RowIndex], unless isInterrupted: () -> Bool
  ) -> [Hit]? {
    guard !needles.isEmpty else { return [] }
    let spellings = needles.map { $0.hasDigit ? store.records(resembling: $0.typed) : [] }
    var found: [CollectionID: Matches] = [:]
    var hits: [Hit] = []
    // Parties stand before documents and documents before lines, so that each sees those it names.
    for index in store.schema.collections.indices {
      let collection = CollectionID(index: index)
      if store.schema[collection].isDerived { continue }
      if isInterrupted() { return nil }
      let own = matches(in: collection, spellings)
      hits += whole(own, collection, found, isThere)
      if own.isAny { found[collection] = own }
    }
    // Sorting keeps no order of its own, so that places decide between equals.
    let ranked = hits.indices.sorted {
      (hits[$1].score, $0) < (hits[$0].score, $1)
    }
    return ranked.prefix(Self.mostHits).map { hits[$0] }
  }

  // MARK: One collection

  /// How well each record has each word, and by which field it has one best.
  private struct Matches {
    /// A value a row for each word that some row has; nil for the others.
    var fits: [[UInt8]?]
    var fields: [UInt8]
    var best: [UInt8]
    var isAny: Bool { fits.contains { $0 != nil } }
  }

  private func matches(in collection: CollectionID, _ spellings: [[NumberMatch]]) -> Matches {
    let rowCount = store.rowCount(of: collection)
    var matches = Matches(fits: needles.map { _ in nil }, fields: [], best: [])
    let fields = store.schema[collection].fields
    for index in fields.indices where fields[index].origin == .stored && fields[index].type == .text
    {
      if Self.leftOut.contains(fields[index].name) { continue }
      let field = FieldID(collection, index: index)
      guard store.hasValues(in: field), case .text(let codes, let dictionary) = store.column(field)
      else { continue }
      let fits = fits(in: dictionary, named: fields[index].name)
      guard fits.contains(where: { $0 != nil }) else { continue }
      let values = codes.values(in: 0..<rowCount)
      for (place, fits) in fits.enumerated() {
        if let fits { add(values, fits, of: index, for: place, to: &matches) }
      }
    }
    addSpellings(spellings, in: collection, rowCount, to: &matches)
    addAmounts(in: collection, rowCount, to: &matches)
    return matches
  }

  /// What a record comes to, for words that are amounts: whoever has a payment to place knows it.
  private func addAmounts(
    in collection: CollectionID, _ rowCount: Int, to matches: inout Matches
  ) {
    let field = ["total", "amount"].lazy.compactMap {
      store.schema.field(named: $0, of: collection)
    }.first { store.schema[$0].origin == .stored }
    guard let field, store.hasValues(in: field),
      case .money(let cells, let scale, _) = store.column(field)
    else { return }
    for (place, needle) in needles.enumerated() {
      guard let amount = needle.amount?.normalized.coefficient(atScale: scale),
        let wanted = Int64(exactly: amount)
      else { continue }
      for (row, coefficient) in cells.array.enumerated() where coefficient == wanted {
        prepare(&matches, place, rowCount)
        guard matches.fits[place]?[row] ?? 0 < TextNeedle.Fit.amount else { continue }
        matches.fits[place]?[row] = TextNeedle.Fit.amount
        if matches.best[row] < TextNeedle.Fit.amount {
          matches.best[row] = TextNeedle.Fit.amount
          matches.fields[row] = UInt8(truncatingIfNeeded: field.index)
        }
      }
    }
  }

  private func add(
    _ codes: [UInt32], _ fits: [UInt8], of index: Int, for place: Int, to matches: inout Matches
  ) {
    prepare(&matches, place, codes.count)
    var known = matches.fits[place] ?? []
    // Held in two places, the array would be copied when it is changed.
    matches.fits[place] = nil
    for (row, code) in codes.enumerated() {
      guard code != Missing.text, fits[Int(code)] > known[row] else { continue }
      known[row] = fits[Int(code)]
      if known[row] > matches.best[row] {
        matches.best[row] = known[row]
        matches.fields[row] = UInt8(truncatingIfNeeded: index)
      }
    }
    matches.fits[place] = known
  }

  private func prepare(_ matches: inout Matches, _ place: Int, _ rowCount: Int) {
    if matches.fits[place] == nil { matches.fits[place] = [UInt8](repeating: 0, count: rowCount) }
    if matches.best.isEmpty {
      matches.best = [UInt8](repeating: 0, count: rowCount)
      matches.fields = matches.best
    }
  }

  /// Numbers that mean the same in another spelling: `inv 8812` for INV-8812.
  private func addSpellings(
    _ spellings: [[NumberMatch]], in collection: CollectionID, _ rowCount: Int,
    to matches: inout Matches
  ) {
    guard let number = store.schema.field(named: "number", of: collection) else { return }
    for (place, spellings) in spellings.enumerated() {
      for match in spellings
      where match.record.collection == collection && match.likeness == .same {
        prepare(&matches, place, rowCount)
        let row = Int(match.record.row)
        guard matches.fits[place]?[row] ?? 0 < TextNeedle.Fit.spelling else { continue }
        matches.fits[place]?[row] = TextNeedle.Fit.spelling
        if matches.best[row] < TextNeedle.Fit.spelling {
          matches.best[row] = TextNeedle.Fit.spelling
          matches.fields[row] = UInt8(truncatingIfNeeded: number.index)
        }
      }
    }
  }

  // MARK: Texts

  /// Texts that one thread looks through at a time.
  private static let textsPerPiece = 1 << 16

  /// What each text of a dictionary is worth for each word; nil for a word that none has.
  ///
  /// Every text is read once, whatever the number of words.
  private func fits(in dictionary: TextDictionary, named name: String) -> [[UInt8]?] {
    let loss: UInt8 = Self.names.contains(name) ? 0 : Self.references.contains(name) ? 8 : 20
    let count = dictionary.count
    let pieces = (count + Self.textsPerPiece - 1) / Self.textsPerPiece
    let needles = needles
    let found = Workers.map(pieces, rows: count) { piece in
      let first = piece * Self.textsPerPiece
      let codes = first..<min(count, first + Self.textsPerPiece)
      return Self.fits(of: needles, in: dictionary, codes, loss)
    }
    return needles.indices.map { place in
      if found.allSatisfy({ $0[place] == nil }) { return nil }
      return found.enumerated().flatMap { piece, fits in
        let size = min(Self.textsPerPiece, count - piece * Self.textsPerPiece)
        return fits[place] ?? [UInt8](repeating: 0, count: size)
      }
    }
  }

  private static func fits(
    of needles: [TextNeedle], in dictionary: TextDictionary, _ codes: Range<Int>, _ loss: UInt8
  ) -> [[UInt8]?] {
    var fits = needles.map { _ in [UInt8](repeating: 0, count: codes.count) }
    var isAny = needles.map { _ in false }
    dictionary.visit(codes.map { UInt32($0) }) { code, text in
      let isASCII = text.indices.allSatisfy { text[$0] < 0x80 }
      // Letters with marks are longer than those without, so that places differ.
      let folded = isASCII ? [] : TextFolding.foldedIgnoringAccents(text.indices.map { text[$0] })
      for index in needles.indices {
        let fit =
          isASCII
          ? needles[index].fit(text, isFolded: false)
          : needles[index].fit(folded.span, isFolded: true)
        guard fit > 0 else { continue }
        fits[index][Int(code) - codes.lowerBound] = fit - loss
        isAny[index] = true
      }
    }
    return needles.indices.map { isAny[$0] ? fits[$0] : nil }
  }

  // MARK: All words

  /// The records of a collection that have all words, one of their own at least.
  private func whole(
    _ own: Matches, _ collection: CollectionID, _ found: [CollectionID: Matches],
    _ isThere: ([RowIndex], CollectionID) -> [RowIndex]
  ) -> [Hit] {
    guard own.isAny else { return [] }
    let links = links(of: collection)
    var scores: [RowIndex: Int] = [:]
    var rows: [RowIndex] = []
    for row in own.best.indices where own.best[row] > 0 {
      var score = 0
      var isWhole = true
      for place in needles.indices {
        let fit = Int(own.fits[place]?[row] ?? 0)
        let worth = fit > 0 ? fit : elsewhere(place, row, links, found)
        if worth == 0 {
          isWhole = false
          break
        }
        score += worth
      }
      guard isWhole else { continue }
      rows.append(RowIndex(row))
      scores[RowIndex(row)] = score
    }
    return isThere(rows, collection).map { row in
      Hit(
        record: RecordID(collection, row),
        field: FieldID(collection, index: Int(own.fields[Int(row)])), score: scores[row] ?? 0)
    }
  }

  /// A way to what a record belongs to, and the ways on from there: a line's document has a party.
  private struct Link {
    let target: CollectionID
    let rows: Cells<RowIndex>
    let further: [Link]
  }

  /// What its records belong to: a party, a document.
  private func links(of collection: CollectionID, depth: Int = 2) -> [Link] {
    if depth == 0 { return [] }
    return ["customer", "vendor", "document"].compactMap { name in
      guard let field = store.schema.field(named: name, of: collection),
        store.schema[field].origin == .stored,
        case .record(let target, let rows) = store.column(field)
      else { return nil }
      return Link(target: target, rows: rows, further: links(of: target, depth: depth - 1))
    }
  }

  private func elsewhere(
    _ place: Int, _ row: Int, _ links: [Link], _ found: [CollectionID: Matches]
  ) -> Int {
    for link in links {
      let target = Int(link.rows[row])
      guard target >= 0 else { continue }
      if let fits = found[link.target]?.fits[place], fits[target] > 0 {
        return Self.worthElsewhere
      }
      let worth = elsewhere(place, target, link.further, found)
      if worth > 0 { return worth }
    }
    return 0
  }
}
