import Columns
import Diagnostics
import Model

extension RawTable {
  /// Headings of what came in and of what went out, in the form of `Heading.key`.
  private static let headings: (came: Set<String>, went: Set<String>) = (
    came: [
      "moneyin", "paidin", "credit", "creditamount", "deposit", "deposits", "haben", "in",
      "eingang",
    ],
    went: [
      "moneyout", "paidout", "debit", "debitamount", "withdrawal", "withdrawals", "soll", "out",
      "ausgang",
    ]
  )

  /// Gives bank lines an amount that stands in two columns: what came in, less what went out.
  ///
  /// Both columns stay as they are. A row with something in both has no amount that could be read,
  /// and is refused so.
  mutating func joinMoneyInAndOut(
    _ collection: CollectionID, _ mapping: FieldMapping?
  ) throws(Diagnostic) {
    guard collection == .bankLines else { return }
    let fields = try HeadingResolver.fields(
      of: self, collection, mapping?.entries ?? [], mapping?.name ?? "")
    guard !fields.contains(where: { $0?.name == "amount" }),
      !columns.contains(where: { Heading.key($0.heading) == "amount" })
    else { return }
    func place(_ headings: Set<String>) -> Int? {
      columns.indices.first {
        fields[$0] == nil && headings.contains(Heading.key(columns[$0].heading))
      }
    }
    guard let came = place(RawTable.headings.came), let went = place(RawTable.headings.went)
    else { return }
    columns.append(RawTable.difference(columns[came], columns[went], place: columns.count))
    remarks.append("the amount is \(columns[came].heading) less \(columns[went].heading)")
  }

  private static func difference(_ came: RawColumn, _ went: RawColumn, place: Int) -> RawColumn {
    var builder = TextDictionaryBuilder()
    let codes = came.codes.indices.map { row in
      let (credit, debit) = (came.text(row), went.text(row))
      let text: String
      switch (isNothing(credit), isNothing(debit)) {
      case (false, false): text = "\(credit) and \(debit)"
      // Some programs write what went out with a minus already.
      case (true, false): text = debit.hasPrefix("-") ? debit : "-" + debit
      case (_, true): text = credit.isEmpty ? debit : credit
      }
      return text.isEmpty ? Missing.text : builder.intern(Array(text.utf8))
    }
    return RawColumn(heading: "amount", place: place, codes: codes, texts: builder.finish())
  }

  /// Whether a text says nothing or zero.
  private static func isNothing(_ text: String) -> Bool {
    !text.utf8.contains { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
  }
}
