import Columns
import Model

extension BookBuilder {
  /// The collections that name a party, and the field and collection of the party.
  private static let partyLinks: [(CollectionID, field: String, parties: CollectionID)] = [
    (.invoices, "customer", .customers), (.credits, "customer", .customers),
    (.payments, "customer", .customers), (.orders, "customer", .customers),
    (.notes, "customer", .customers), (.bills, "vendor", .vendors),
    (.vendorCredits, "vendor", .vendors), (.billPayments, "vendor", .vendors),
    (.purchaseOrders, "vendor", .vendors), (.receipts, "vendor", .vendors),
    (.deliveries, "customer", .customers),
  ]

  /// Turns the parties' names and numbers into links; a party that only documents name is made.
  mutating func resolveParties() {
    for parties in [CollectionID.customers, .vendors] {
      var directory = PartyDirectory(
        names: column("name", of: parties), numbers: column("number", of: parties),
        count: tables[parties.index].rowCount)
      for link in BookBuilder.partyLinks where link.parties == parties {
        guard case .text(let codes, let dictionary)? = column(link.field, of: link.0) else {
          continue
        }
        // Each distinct name is looked up once, and only if a row has it.
        var namedRows = [RowIndex?](repeating: nil, count: dictionary.count)
        var isKnown = [Bool](repeating: false, count: dictionary.count)
        for code in codes where code != Missing.text && !isKnown[Int(code)] {
          namedRows[Int(code)] = directory.row(of: dictionary[code])
          isKnown[Int(code)] = true
        }
        let rows = codes.map { $0 == Missing.text ? .missing : namedRows[Int($0)] ?? .missing }
        var kept: [RowIndex] = []
        for (row, code) in codes.enumerated() {
          if code == Missing.text || namedRows[Int(code)] != nil {
            kept.append(RowIndex(row))
          } else {
            refuse(
              row, of: link.0, field: link.field, text: Text(dictionary[code]).string,
              reason:
                "several \(schema[parties].plural) are called that; a number would tell them apart")
          }
        }
        set(link.field, of: link.0, to: .record(parties, rows))
        keep(kept, of: link.0)
      }
      if tables[parties.index].rowCount > 0, !directory.added.isEmpty {
        unlistedParties[parties] = directory.added.map { Text($0) }
      }
      add(directory.added, to: parties)
    }
  }

  /// Parties that no file of parties lists: known by the text that documents write.
  ///
  /// It is their number; where it has a space or no digit it is surely a name as well.
  private mutating func add(_ texts: [[UInt8]], to parties: CollectionID) {
    guard !texts.isEmpty else { return }
    let isName = texts.map { text in
      text.contains(UInt8(ascii: " "))
        || !text.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    var builder = TextDictionaryBuilder()
    let codes = texts.map { builder.intern($0) }
    let dictionary = builder.finish()
    let names = zip(codes, isName).map { $1 ? $0 : Missing.text }
    append(
      ["number": .text(codes, dictionary), "name": .text(names, dictionary)],
      count: texts.count, to: parties)
  }

  /// The collections whose rows belong to a document; a row whose document is missing is refused.
  private static let documentLinks:
    [(CollectionID, field: String, documents: CollectionID, isOwned: Bool)] =
      [
        (.credits, "invoice", .invoices, false), (.vendorCredits, "bill", .bills, false),
        (.invoiceLines, "document", .invoices, true), (.billLines, "document", .bills, true),
        (.creditLines, "document", .credits, true),
        (.vendorCreditLines, "document", .vendorCredits, true),
        (.orderLines, "document", .orders, true),
        (.purchaseOrderLines, "document", .purchaseOrders, true),
        (.disputes, "document", .invoices, true), (.billDisputes, "document", .bills, true),
        (.promises, "document", .invoices, true), (.notes, "document", .invoices, false),
        (.allocations, "document", .invoices, true),
        (.billAllocations, "document", .bills, true),
        (.allocations, "payment", .payments, false), (.allocations, "credit", .credits, false),
        (.billAllocations, "payment", .billPayments, false),
        (.billAllocations, "credit", .vendorCredits, false),
        (.receipts, "order", .purchaseOrders, false), (.deliveries, "order", .orders, false),
        (.receiptLines, "document", .receipts, true),
        (.deliveryLines, "document", .deliveries, true),
        (.receiptLines, "order", .purchaseOrders, false),
        (.deliveryLines, "order", .orders, false),
        (.bankLines, "payment", .payments, false),
      ]

  /// Turns documents' numbers into links.
  mutating func resolveDocuments() {
    for link in BookBuilder.documentLinks {
      // Where a file lacks the column, its rows name no document.
      let unnamed = Column.missing(.text, count: tables[link.0.index].rowCount)
      let named = column(link.field, of: link.0) ?? (link.isOwned ? unnamed : nil)
      guard case .text(let codes, let dictionary)? = named else { continue }
      let rowsOfCode = rows(of: dictionary, in: link.documents)
      var rows: [RowIndex] = []
      rows.reserveCapacity(codes.count)
      var kept: [RowIndex] = []
      for (row, code) in codes.enumerated() {
        let named = code == Missing.text ? [] : rowsOfCode[Int(code)]
        let target = named.count == 1 ? named.first ?? .missing : .missing
        rows.append(target)
        if target >= 0 || (!link.isOwned && code == Missing.text) {
          kept.append(RowIndex(row))
          continue
        }
        let collection = schema[link.documents]
        let reason =
          code == Missing.text
          ? "names no \(collection.singular)"
          : named.isEmpty
            ? "there is no \(collection.singular) with that number"
            : "\(named.count) \(collection.plural) have that number"
        refuse(
          row, of: link.0, field: link.field,
          text: code == Missing.text ? "" : Text(dictionary[code]).string, reason: reason)
      }
      set(link.field, of: link.0, to: .record(link.documents, rows))
      keep(kept, of: link.0)
    }
  }

  /// The rows that each text of a dictionary names: of the exact number, else of a folded one.
  ///
  /// More than one is never guessed between.
  private func rows(
    of dictionary: TextDictionary, in documents: CollectionID
  ) -> [[RowIndex]] {
    guard case .text(let codes, let numbers)? = column("number", of: documents) else {
      return [[RowIndex]](repeating: [], count: dictionary.count)
    }
    let exact = LinkIndex(
      codes.map { $0 == Missing.text ? .missing : RowIndex($0) }, targetCount: numbers.count)
    let folded = NameDirectory(codes, numbers)
    return (0..<UInt32(dictionary.count)).map { code in
      if let same = numbers.code(of: dictionary[code]) { return exact[RowIndex(same)] }
      return folded.rows(called: Text(dictionary[code]))
    }
  }
}

/// Finds parties by number or name, and makes those that are not there.
private struct PartyDirectory {
  private let numbers: NameDirectory
  private let names: NameDirectory
  private var addedRows: [Text: RowIndex] = [:]
  private var nextRow: RowIndex
  /// The texts of the parties that were made, in the order of their rows.
  private(set) var added: [[UInt8]] = []

  init(names: Column?, numbers: Column?, count: Int) {
    self.names = PartyDirectory.index(names)
    self.numbers = PartyDirectory.index(numbers)
    nextRow = RowIndex(count)
  }

  private static func index(_ column: Column?) -> NameDirectory {
    guard case .text(let codes, let dictionary)? = column else { return NameDirectory([], .empty) }
    return NameDirectory(codes, dictionary)
  }

  /// The row of the party with a number or a name; nil where several have it.
  mutating func row(of bytes: ArraySlice<UInt8>) -> RowIndex? {
    let folded = TextFolding.folded(bytes)
    for found in [numbers.rows(folded: folded), names.rows(folded: folded)] where !found.isEmpty {
      return found.count == 1 ? found.first : nil
    }
    let key = Text(folded)
    if let row = addedRows[key] { return row }
    let row = nextRow
    nextRow += 1
    addedRows[key] = row
    added.append(Array(bytes))
    return row
  }
}
