import Columns
import Model

/// Puts each row of a file that mixes both sides on the side of what it names.
///
/// Lines that name bills among those that name invoices, payments that name vendors: which side a
/// row is on shows only in the records of other files. A file is taken apart if one of its rows
/// names something of the other side alone, and no other file holds that side's rows.
struct SideRouting {
  /// A collection that rows may belong to, and what they then name: a field and whose records.
  private struct Place {
    let collection: CollectionID
    let links: [(field: String, records: CollectionID)]
  }

  /// Collections whose rows may stand in one file; the links of their places match one another.
  ///
  /// What others name comes before them.
  private static let families: [[Place]] = [
    [
      Place(
        collection: .credits, links: [("customer", .customers), ("invoice", .invoices)]),
      Place(
        collection: .vendorCredits, links: [("vendor", .vendors), ("bill", .bills)]),
    ],
    [
      Place(collection: .payments, links: [("customer", .customers)]),
      Place(collection: .billPayments, links: [("vendor", .vendors)]),
    ],
    [
      Place(collection: .orders, links: [("customer", .customers)]),
      Place(collection: .purchaseOrders, links: [("vendor", .vendors)]),
    ],
    [
      Place(
        collection: .allocations,
        links: [("payment", .payments), ("credit", .credits), ("document", .invoices)]),
      Place(
        collection: .billAllocations,
        links: [("payment", .billPayments), ("credit", .vendorCredits), ("document", .bills)]),
    ],
    [
      Place(collection: .invoiceLines, links: [("document", .invoices)]),
      Place(collection: .billLines, links: [("document", .bills)]),
      Place(collection: .creditLines, links: [("document", .credits)]),
      Place(collection: .vendorCreditLines, links: [("document", .vendorCredits)]),
    ],
    [
      Place(collection: .orderLines, links: [("document", .orders)]),
      Place(collection: .purchaseOrderLines, links: [("document", .purchaseOrders)]),
    ],
    [
      Place(collection: .disputes, links: [("document", .invoices)]),
      Place(collection: .billDisputes, links: [("document", .bills)]),
    ],
  ]

  /// The tables, each on one side.
  private(set) var tables: [TableDraft]
  /// Rows that name nothing, or records of several sides.
  private(set) var refusals: [Refusal] = []

  /// Takes all tables of a list, and those apart that need it.
  init(taking tables: inout [TableDraft]) {
    self.tables = []
    // With two owners, none of it could be let go of before the end.
    swap(&self.tables, &tables)
    for family in SideRouting.families {
      let given = Set(self.tables.map(\.collection))
      for place in family where given.contains(place.collection) {
        let others = family.filter { !given.contains($0.collection) }
        guard !others.isEmpty else { continue }
        route(place, others)
      }
    }
  }

  /// The next table, which stays with the caller alone; nil where there is none left.
  mutating func takeTable() -> TableDraft? {
    tables.isEmpty ? nil : tables.removeFirst()
  }

  /// Takes apart the tables of a collection.
  private mutating func route(_ own: Place, _ others: [Place]) {
    let places = [own] + others
    var index = 0
    while index < tables.count {
      guard tables[index].collection == own.collection, let rows = rows(of: index, places) else {
        index += 1
        continue
      }
      // Nobody else has the table, so each of its columns goes once it is taken apart.
      let parts = tables.remove(at: index).parts(rows)
      let moved = zip(places, parts).filter { $1.rowCount > 0 }.map { place, part in
        let names = zip(own.links, place.links).map { ($0.field, $1.field) }
        return part.moved(
          to: place.collection,
          renaming: Dictionary(names, uniquingKeysWith: { first, _ in first }))
      }
      tables.insert(contentsOf: moved, at: index)
      index += moved.count
    }
  }

  /// The rows of a table by their places, of which the first is its own; nil where all stay.
  private mutating func rows(of index: Int, _ places: [Place]) -> [[RowIndex]]? {
    let table = tables[index]
    guard let naming = naming(of: table, places), naming.contains(where: { $0.isElsewhere }) else {
      return nil
    }
    var rows = [[RowIndex]](repeating: [], count: places.count)
    for (row, naming) in naming.enumerated() {
      if let place = naming.place {
        rows[place].append(RowIndex(row))
      } else {
        refuse(row, of: table, naming, places)
      }
    }
    return rows
  }

  /// What each row names, all its links taken together; nil where no other place has a record that
  /// could be named.
  private func naming(of table: TableDraft, _ places: [Place]) -> [Naming]? {
    var naming: [Naming]?
    let directories = places[0].links.indices.map { link in
      places.map { RecordDirectory(of: $0.links[link].records, in: tables) }
    }
    guard directories.contains(where: { $0.dropFirst().contains { !$0.isEmpty } }) else {
      return nil
    }
    for (link, directories) in zip(places[0].links, directories) {
      guard case .text(let codes, let dictionary)? = table.values(link.field) else { continue }
      var places = NamedPlaces(dictionary, directories)
      var rows = naming ?? [Naming](repeating: Naming(), count: table.rowCount)
      naming = nil
      for (row, code) in codes.enumerated() where code != Missing.text {
        rows[row].add(places[code])
      }
      naming = rows
    }
    return naming
  }

  private mutating func refuse(
    _ row: Int, of table: TableDraft, _ naming: Naming, _ places: [Place]
  ) {
    var told = (field: "", text: "", records: places.map { $0.links[0].records })
    for (index, link) in places[0].links.enumerated() {
      guard case .text(let codes, let dictionary)? = table.values(link.field),
        codes[row] != Missing.text
      else { continue }
      told.field = link.field
      told.text = Text(dictionary[codes[row]]).string
      told.records = places.map { $0.links[index].records }
      break
    }
    let schema = InvoiceSchema.standard
    let names = told.records.map { schema[$0].singular }
    refusals.append(
      Refusal(
        file: table.file, line: Int(table.lines[row]), column: 0, heading: told.field,
        text: told.text, reason: naming.reason(among: names)))
  }
}

/// Where what a row names can be found.
private struct Naming {
  /// A bit for each place that all it names can be found at.
  private var places: UInt8 = 0xFF
  private var isFound = false
  private var isNamed = false

  /// Takes what one link names.
  mutating func add(_ found: UInt8) {
    isNamed = true
    if found != 0 {
      isFound = true
      places &= found
    }
  }

  /// The only place; nil where there are none or several.
  var place: Int? {
    isFound && places.nonzeroBitCount == 1 ? places.trailingZeroBitCount : nil
  }

  /// Whether it is found elsewhere and not where the first place looks.
  var isElsewhere: Bool { isFound && places != 0 && places & 1 == 0 }

  /// Why the row has no place.
  func reason(among names: [String]) -> String {
    var kinds: [String] = []
    for name in names where !kinds.contains(name) { kinds.append(name) }
    if !isNamed { return "names no \(kinds.joined(separator: " or "))" }
    if !isFound { return "there is no \(kinds.joined(separator: " or ")) of that number" }
    if places == 0 { return "what the row names belongs to different sides" }
    let several = names.indices.filter { places & (1 << UInt8($0)) != 0 }.map { names[$0] }
    return "more than one has that number: \(several.joined(separator: ", "))"
  }
}

/// The places that have a record of each name: of exactly it, else of a folded one; a bit for each.
private struct NamedPlaces {
  private let texts: TextDictionary
  private var directories: [RecordDirectory]
  private var found: [UInt8]
  private var isSettled: [Bool]

  init(_ texts: TextDictionary, _ directories: [RecordDirectory]) {
    self.texts = texts
    self.directories = directories
    var found = [UInt8](repeating: 0, count: texts.count)
    for (place, directory) in directories.enumerated() {
      directory.mark(texts, with: 1 << UInt8(place), in: &found)
    }
    self.found = found
    isSettled = found.map { $0 != 0 }
  }

  subscript(code: UInt32) -> UInt8 {
    mutating get {
      if isSettled[Int(code)] { return found[Int(code)] }
      let folded = TextFolding.folded(texts[code])
      for place in directories.indices where directories[place].hasRecord(folded: folded) {
        found[Int(code)] |= 1 << UInt8(place)
      }
      isSettled[Int(code)] = true
      return found[Int(code)]
    }
  }
}

/// The numbers and names of a collection's records, as far as files tell them.
private struct RecordDirectory {
  private let texts: [(dictionary: TextDictionary, isUsed: [Bool])]
  /// Made when a name is not found as it is written.
  private var folded: TextDictionary?

  init(of collection: CollectionID, in tables: [TableDraft]) {
    var texts: [(dictionary: TextDictionary, isUsed: [Bool])] = []
    let labels = InvoiceSchema.standard[collection].labels
    for table in tables {
      for column in table.columns {
        let isLabel = table.collection == collection && labels.contains(column.name)
        // Parties that no file lists are known by the documents that name them.
        let isParty = RecordDirectory.party(of: table.collection, is: collection, column.name)
        guard isLabel || isParty, case .text(let codes, let dictionary) = column.values else {
          continue
        }
        var isUsed = [Bool](repeating: false, count: dictionary.count)
        for code in codes where code != Missing.text { isUsed[Int(code)] = true }
        texts.append((dictionary, isUsed))
      }
    }
    self.texts = texts
  }

  private static func party(
    of documents: CollectionID, is parties: CollectionID, _ field: String
  ) -> Bool {
    documents == .invoices && parties == .customers && field == "customer"
      || documents == .bills && parties == .vendors && field == "vendor"
  }

  var isEmpty: Bool { texts.allSatisfy { !$0.isUsed.contains(true) } }

  /// Sets a bit for each of some names that a record has exactly so.
  func mark(_ names: TextDictionary, with bit: UInt8, in found: inout [UInt8]) {
    for (dictionary, isUsed) in texts {
      for (name, code) in dictionary.codes(of: names).enumerated()
      where code != Missing.text && isUsed[Int(code)] {
        found[name] |= bit
      }
    }
  }

  mutating func hasRecord(folded text: [UInt8]) -> Bool {
    let known = folded ?? RecordDirectory.folded(texts)
    folded = known
    return known.code(of: text) != nil
  }

  private static func folded(
    _ texts: [(dictionary: TextDictionary, isUsed: [Bool])]
  ) -> TextDictionary {
    var builder = TextDictionaryBuilder()
    for (dictionary, isUsed) in texts {
      for code in isUsed.indices where isUsed[code] {
        _ = builder.intern(TextFolding.folded(dictionary[UInt32(code)]))
      }
    }
    return builder.finish()
  }
}
