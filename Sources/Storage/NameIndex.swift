package import Columns
package import Model

/// The rows of a collection by a text field, compared as `=` compares, case and spaces folded, or
/// as `starts with` does, without accents too.
///
/// The codes of the texts stand in the order of the texts folded without accents, so a text is
/// found by halving, and texts that begin alike stand together. Folding happens while searching;
/// nothing of it is kept.
package struct NameIndex: Sendable {
  /// The codes of the texts, ordered by what they fold to; texts that fold to nothing are left out.
  let order: Cells<UInt32>
  /// The rows of each code.
  let rowsByCode: LinkIndex
  /// The codes by the digits of their texts, where these are numbers of documents.
  let numbers: NumberIndex?
  /// The column as it is now.
  private var codes: Cells<UInt32>
  private var dictionary: TextDictionary
  /// The rows of records that were added or renamed since the index was made.
  private var changed: [RowIndex] = []

  /// An index by its parts.
  init(
    order: Cells<UInt32>, rowsByCode: LinkIndex, numbers: NumberIndex?, _ codes: Cells<UInt32>,
    _ dictionary: TextDictionary
  ) {
    (self.order, self.rowsByCode, self.numbers) = (order, rowsByCode, numbers)
    (self.codes, self.dictionary) = (codes, dictionary)
  }

  /// Indexes a column of texts.
  ///
  /// - Complexity: a folding and a few comparisons for each distinct text, one step for each row.
  package init(_ codes: Cells<UInt32>, _ dictionary: TextDictionary, areNumbers: Bool = false) {
    numbers = areNumbers ? NumberIndex(dictionary) : nil
    order = FoldedOrder(dictionary).cells
    rowsByCode = LinkIndex(
      codes.array.map { $0 == Missing.text ? .missing : RowIndex($0) },
      targetCount: dictionary.count)
    (self.codes, self.dictionary) = (codes, dictionary)
  }

  /// The rows whose text equals a text, ascending.
  package func rows(called text: Text) -> [RowIndex] {
    rows(folded: TextFolding.folded(text.bytes))
  }

  /// The rows whose text equals one that is folded already.
  package func rows(folded text: [UInt8]) -> [RowIndex] {
    let plain = TextFolding.foldedIgnoringAccents(text[...])
    let found = rows(
      from: plain, while: { TextFolding.foldedIgnoringAccents($0) == plain },
      where: { TextFolding.folded($0) == text })
    return found ?? []
  }

  /// The rows whose text begins with a text; nil where these are more than so many.
  package func rows(startingWith text: Text, atMost most: Int) -> [RowIndex]? {
    let plain = TextFolding.foldedIgnoringAccents(text.bytes)
    // Every text begins with nothing, those too that are left out here.
    if plain.isEmpty { return nil }
    let begins: (ArraySlice<UInt8>) -> Bool = {
      TextFolding.foldedIgnoringAccents($0).starts(with: plain)
    }
    return rows(from: plain, while: begins, where: begins, atMost: most)
  }

  /// The rows of the texts from one on that are wanted, to the first that stands elsewhere.
  private func rows(
    from plain: [UInt8], while isThere: (ArraySlice<UInt8>) -> Bool,
    where isWanted: (ArraySlice<UInt8>) -> Bool, atMost most: Int = .max
  ) -> [RowIndex]? {
    var place = dictionary.firstPlace(in: order) { TextFolding.isAtOrBehind(plain.span, $0) }
    var found: [RowIndex] = []
    while place < order.count, found.count <= most {
      let text = dictionary[order[place]]
      guard isThere(text) else { break }
      if isWanted(text) { found += rowsByCode[RowIndex(order[place])] }
      place += 1
    }
    if !changed.isEmpty {
      let others = Set(changed)
      found.removeAll { others.contains($0) }
      found += others.filter { row in
        let code = codes[Int(row)]
        return code != Missing.text && isWanted(dictionary[code])
      }
    }
    return found.count > most ? nil : found.sorted()
  }

  /// The rows whose number is alike, each with its number and how much.
  func rows(
    resembling number: [UInt8]
  ) -> [(row: RowIndex, number: Text, likeness: NumberIdentity.Likeness)] {
    var candidates = Set(changed)
    for code in numbers?.codes(resembling: number, in: dictionary) ?? [] {
      candidates.formUnion(rowsByCode[RowIndex(code)])
    }
    return candidates.sorted().compactMap { row in
      let code = codes[Int(row)]
      guard code != Missing.text else { return nil }
      let found = Array(dictionary[code])
      return NumberIdentity.likeness(number, found).map { (row, Text(found), $0) }
    }
  }

  /// The same index without changes beside it.
  var remade: NameIndex {
    changed.isEmpty
      ? self : NameIndex(codes, dictionary, areNumbers: numbers != nil)
  }

  /// Whether another index of the same column says the same.
  func says(_ other: NameIndex) -> Bool {
    let (own, other) = (remade, other.remade)
    return own.order.elementsEqual(other.order) && own.numbers == other.numbers
      && own.rowsByCode.says(other.rowsByCode, of: own.dictionary.count)
  }

  /// The index once a record was added or renamed.
  mutating func note(_ row: RowIndex, in codes: Cells<UInt32>, _ dictionary: TextDictionary) {
    changed.append(row)
    (self.codes, self.dictionary) = (codes, dictionary)
  }
}

/// The codes of a dictionary in the order of what their texts fold to without accents.
struct FoldedOrder {
  let cells: Cells<UInt32>

  /// - Complexity: O(texts) where they stand in order, as numbers mostly do; else as sorting.
  init(_ dictionary: TextDictionary) {
    var pool: [UInt8] = []
    var ends: [Int] = [0]
    ends.reserveCapacity(dictionary.count + 1)
    var isLeftOut: [Bool] = []
    isLeftOut.reserveCapacity(dictionary.count)
    for code in 0..<UInt32(dictionary.count) {
      let start = pool.count
      dictionary.withText(code) { TextFolding.append(foldedIgnoringAccents: $0, to: &pool) }
      ends.append(pool.count)
      // An accent alone is a text all the same.
      isLeftOut.append(pool.count == start && TextFolding.folded(dictionary[code]).isEmpty)
    }
    let texts = FoldedTexts(pool: pool, ends: ends)
    var keyed = (0..<UInt32(dictionary.count)).filter { !isLeftOut[Int($0)] }
      .map { (key: texts.key(of: $0), code: $0) }
    let isSorted = zip(keyed, keyed.dropFirst()).allSatisfy { !texts.precedes($1, $0) }
    if !isSorted { keyed.sort { texts.precedes($0, $1) } }
    cells = Cells(packing: keyed.map(\.code), missing: Missing.text)
  }
}

/// Folded texts one behind the other.
private struct FoldedTexts {
  let pool: [UInt8]
  let ends: [Int]

  /// The first eight bytes as a number that sorts as they do.
  func key(of code: UInt32) -> UInt64 {
    var key: UInt64 = 0
    let (start, end) = (ends[Int(code)], ends[Int(code) + 1])
    for index in start..<(start + 8) { key = key << 8 | (index < end ? UInt64(pool[index]) : 0) }
    return key
  }

  func precedes(_ a: (key: UInt64, code: UInt32), _ b: (key: UInt64, code: UInt32)) -> Bool {
    if a.key != b.key { return a.key < b.key }
    let x = pool[ends[Int(a.code)]..<ends[Int(a.code) + 1]]
    let y = pool[ends[Int(b.code)]..<ends[Int(b.code) + 1]]
    if x.elementsEqual(y) { return a.code < b.code }
    return x.lexicographicallyPrecedes(y)
  }
}
