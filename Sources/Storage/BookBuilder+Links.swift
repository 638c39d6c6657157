import Columns
import Model

extension BookBuilder {
  /// The collections that name a party, and the field and collection of the party.
  private static let partyLinks: [(CollectionID, field: String, parties: CollectionID)] = [
    (.invoices, "customer", .customers), (.credits, "customer", .customers),
    (.payments, "customer", .customers), (.orders, "customer", .customers),
    (.notes, "customer", .customers), (.notes, "vendor", .vendors), (.bills, "vendor", .vendors),
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
        if zip(rows, codes).allSatisfy({ $0 >= 0 || $1 == Missing.text }) {
          set(link.field, of: link.0, to: .record(parties, rows))
          continue
        }
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
        (.notes, "bill", .bills, false), (.notes, "credit", .credits, false),
        (.notes, "vendor_credit", .vendorCredits, false), (.notes, "payment", .payments, false),
        (.notes, "bill_payment", .billPayments, false), (.notes, "order", .orders, false),
        (.notes, "purchase_order", .purchaseOrders, false),
      ]

  /// Turns documents' numbers into links.
  mutating func resolveDocuments() {
    for link in BookBuilder.documentLinks {
      // Where a file lacks the column, its rows name no document.
      let unnamed = Column.missing(.text, count: tables[link.0.index].rowCount)
      let named = column(link.field, of: link.0) ?? (link.isOwned ? unnamed : nil)
      guard case .text(let codes, let dictionary)? = named, !codes.isEmpty else {
        if named != nil { set(link.field, of: link.0, to: .record(link.documents, [])) }
        continue
      }
      let numbers = NumberedRecords(
        column("number", of: link.documents), named: dictionary, by: codes)
      let rows = codes.map { $0 == Missing.text ? .missing : numbers.only[Int($0)] }
      set(link.field, of: link.0, to: .record(link.documents, rows))
      // Of money that goes elsewhere only our own files tell; in others the number was forgotten.
      let mayLeadNowhere = link.0 == .allocations || link.0 == .billAllocations
      let areOwn = link.isOwned && mayLeadNowhere ? ownRows(of: link.0) : []
      func isKept(_ row: Int) -> Bool {
        rows[row] >= 0
          || codes[row] == Missing.text
            && (!link.isOwned || (!areOwn.isEmpty && areOwn[row]))
      }
      if rows.indices.allSatisfy(isKept) { continue }
      for row in rows.indices where !isKept(row) {
        let code = codes[row]
        let reason = reason(
          for: code == Missing.text ? nil : numbers.count(of: code), link.documents)
        refuse(
          row, of: link.0, field: link.field,
          text: code == Missing.text ? "" : Text(dictionary[code]).string, reason: reason)
      }
      keep(rows.indices.filter(isKept).map { RowIndex($0) }, of: link.0)
    }
  }

  /// Why a row belongs to no document: its number names none, or several; nil for no number.
  private func reason(for count: Int?, _ documents: CollectionID) -> String {
    let collection = schema[documents]
    guard let count else { return "names no \(collection.singular)" }
    return count == 0
      ? "there is no \(collection.singular) with that number"
      : "\(count) \(collection.plural) have that number"
  }
}

/// Which records the texts of a dictionary name: that of the exact number, else of a folded one.
///
/// More than one is never guessed between.
struct NumberedRecords {
  /// The only record that each text names; missing where there is none, or more than one.
  let only: [RowIndex]
  /// How many records have each number.
  private let counts: [Int32]
  /// For each text the code of its exact number.
  private let exact: [UInt32]
  private let texts: TextDictionary
  /// Made where a text is not found as it is written.
  private let folded: NameDirectory?

  /// The records of a column of numbers; rows name them by the codes of texts.
  init(_ column: Column?, named texts: TextDictionary, by names: [UInt32]) {
    guard case .text(let codes, let numbers)? = column else {
      (counts, self.texts, folded) = ([], texts, nil)
      exact = [UInt32](repeating: Missing.text, count: texts.count)
      only = [RowIndex](repeating: .missing, count: texts.count)
      return
    }
    self.texts = texts
    let exact = numbers.codes(of: texts)
    var counts = [Int32](repeating: 0, count: numbers.count)
    var rows = [RowIndex](repeating: .missing, count: numbers.count)
    for (row, code) in codes.enumerated() where code != Missing.text {
      counts[Int(code)] += 1
      rows[Int(code)] = RowIndex(row)
    }
    var only = exact.map { code in
      code != Missing.text && counts[Int(code)] == 1 ? rows[Int(code)] : .missing
    }
    var isUnknown = [Bool](repeating: false, count: texts.count)
    for name in names where name != Missing.text && exact[Int(name)] == Missing.text {
      isUnknown[Int(name)] = true
    }
    let folded = isUnknown.contains(true) ? NameDirectory(codes, numbers) : nil
    if let folded {
      for code in exact.indices where isUnknown[code] {
        let found = folded.rows(called: Text(texts[UInt32(code)]))
        if found.count == 1, let row = found.first { only[code] = row }
      }
    }
    (self.exact, self.counts, self.only, self.folded) = (exact, counts, only, folded)
  }

  /// How many records a text names.
  func count(of code: UInt32) -> Int {
    let number = exact[Int(code)]
    if number == Missing.text { return folded?.rows(called: Text(texts[code])).count ?? 0 }
    return Int(counts[Int(number)])
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
