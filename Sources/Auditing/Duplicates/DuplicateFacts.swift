import Accounting
import Columns
import Model
import Storage

/// What is compared of the records of a collection: one entry a record that can be a duplicate.
struct DuplicateFacts {
  /// What identifies a record of the collection.
  struct Identity {
    /// The fields that may hold its number, the best first.
    let numbers: [String]
    /// Whether we give the numbers ourselves: then different ones do not tell records apart.
    let isOwn: Bool
    /// What the records settle, where they are payments.
    var settles: (allocations: CollectionID, documents: CollectionID)?
  }

  /// The rows of the records.
  let rows: [RowIndex]
  let parties: [RowIndex]
  let days: [Int32]
  let amounts: [Int128]
  let currencies: [UInt16]
  /// Numbers as written, by code; missing where there is none.
  let numbers: [UInt32]
  let numberTexts: TextDictionary
  /// Numbers in their normal form, by code; missing where a record has none that identifies it.
  let forms: [UInt32]
  /// Numbers without separators, zeros and all, by code; missing as in `forms`.
  let unseparated: [UInt32]
  /// The letters of each normal form but zeros in order, by code: equal where two were swapped.
  let letters: [UInt32]
  let formTexts: TextDictionary
  /// The other side's order, by code.
  let orders: [UInt32]
  /// Whether each was credited in full: it is settled, twice or not.
  let areCredited: [Bool]
  /// Whether each is a payment that was needed; empty where they are no payments.
  let areNeeded: [Bool]
  let scale: Int

  init(
    _ view: BookView, _ collection: CollectionID, party: String, amount: String,
    _ identity: Identity, asOf day: CivilDate
  ) {
    let reader = FieldReader(view, collection, asOf: day)
    let amounts = reader.money(amount)
    let rows = DuplicateFacts.comparable(reader, amounts)
    self.rows = rows
    areCredited = DuplicateFacts.areCredited(reader, amounts, rows)
    scale = amounts.scale
    self.amounts = rows.map { amounts.coefficients[Int($0)] }
    currencies = rows.map { amounts.currencies[Int($0)] }
    let parties = reader.records(party)
    self.parties = rows.map { parties[Int($0)] }
    let days = reader.days("date")
    self.days = rows.map { days[Int($0)] }
    let orders = reader.hasField("po") ? reader.text("po").codes : []
    self.orders = rows.map { orders.isEmpty ? Missing.text : orders[Int($0)] }
    let areNeeded = identity.settles.map {
      NeededPayments.areNeeded(reader, allocations: $0.allocations, documents: $0.documents)
    }
    self.areNeeded = areNeeded.map { needed in rows.map { needed[Int($0)] } } ?? []
    let written = DuplicateFacts.written(reader, identity.numbers, rows)
    (numbers, numberTexts) = (written.codes, written.dictionary)
    let read = DuplicateFacts.forms(of: written)
    (forms, unseparated, letters, formTexts) =
      (read.forms, read.unseparated, read.letters, read.texts)
  }

  /// Whether two entries have the same number, zeros or separators apart.
  func haveSameNumber(_ a: Int, _ b: Int) -> Bool {
    forms[a] != Missing.text && (forms[a] == forms[b] || unseparated[a] == unseparated[b])
  }

  /// The records that exist, count and come to something.
  private static func comparable(_ reader: FieldReader, _ amounts: MoneyVector) -> [RowIndex] {
    let status = reader.hasField("status") ? reader.words("status") : nil
    let off = ["draft", "void"].compactMap { InvoiceSchema.statuses.firstIndex(of: $0) }
    return reader.existing.filter { row in
      let amount = amounts.coefficients[Int(row)]
      if amount == Missing.coefficient || amount == 0 { return false }
      if let status, off.contains(Int(status[Int(row)])) { return false }
      return true
    }
  }

  private static func areCredited(
    _ reader: FieldReader, _ amounts: MoneyVector, _ rows: [RowIndex]
  ) -> [Bool] {
    guard reader.hasField("credited") else { return [Bool](repeating: false, count: rows.count) }
    let credited = reader.money("credited")
    let factor = Decimal.powersOfTen[max(0, credited.scale - amounts.scale)]
    return rows.map {
      credited.coefficients[Int($0)] == amounts.coefficients[Int($0)] * factor
    }
  }

  /// The first number that each record has.
  private static func written(
    _ reader: FieldReader, _ fields: [String], _ rows: [RowIndex]
  ) -> TextVector {
    let first = reader.text(fields[0])
    guard fields.count > 1, first.codes.contains(Missing.text) else {
      return TextVector(rows.map { first.codes[Int($0)] }, first.dictionary)
    }
    let second = reader.text(fields[1])
    var builder = TextDictionaryBuilder()
    let codes = rows.map { row -> UInt32 in
      let text = first.codes[Int(row)] == Missing.text ? second : first
      let code = text.codes[Int(row)]
      return code == Missing.text ? Missing.text : builder.intern(text.dictionary[code])
    }
    return TextVector(codes, builder.finish())
  }

  private static func forms(
    of written: TextVector
  ) -> (forms: [UInt32], unseparated: [UInt32], letters: [UInt32], texts: TextDictionary) {
    var forms = TextDictionaryBuilder()
    var unseparated = TextDictionaryBuilder()
    var letters = TextDictionaryBuilder()
    var codes: [(form: UInt32, unseparated: UInt32, letters: UInt32)] = []
    for code in 0..<UInt32(written.dictionary.count) {
      let form = NumberIdentity.alike(written.dictionary[code])
      // Words identify nothing.
      guard form.contains(where: { $0 &- UInt8(ascii: "0") < 10 }) else {
        codes.append((Missing.text, Missing.text, Missing.text))
        continue
      }
      // Without zeros: a swap may bring one to the front, where it does not count.
      let counting = form.filter { $0 != UInt8(ascii: "0") }.sorted()
      let whole = NumberIdentity.unseparated(written.dictionary[code])
      codes.append((forms.intern(form), unseparated.intern(whole), letters.intern(counting)))
    }
    let known = written.codes.map {
      $0 == Missing.text ? (Missing.text, Missing.text, Missing.text) : codes[Int($0)]
    }
    return (known.map(\.0), known.map(\.1), known.map(\.2), forms.finish())
  }
}
