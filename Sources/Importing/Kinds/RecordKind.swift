import Columns
import Model

/// What a row is, as far as its file says: whose side it is on, and what it does.
struct RecordKind: Equatable {
  /// Customers owe us, or we owe vendors.
  enum Side {
    case receivable
    case payable
  }

  enum Form {
    case invoice
    case credit
    case order
    case payment
  }

  var side: Side?
  var form: Form?

  /// The kind with what another says where this one says nothing.
  func completed(by other: RecordKind) -> RecordKind {
    RecordKind(side: side ?? other.side, form: form ?? other.form)
  }
}

// MARK: - Collections

extension RecordKind {
  /// Collections whose rows may stand in one file, each with what its rows are.
  private static let families: [[(collection: CollectionID, kind: RecordKind)]] = [
    [
      (.invoices, RecordKind(side: .receivable, form: .invoice)),
      (.bills, RecordKind(side: .payable, form: .invoice)),
      (.credits, RecordKind(side: .receivable, form: .credit)),
      (.vendorCredits, RecordKind(side: .payable, form: .credit)),
      (.orders, RecordKind(side: .receivable, form: .order)),
      (.purchaseOrders, RecordKind(side: .payable, form: .order)),
      (.payments, RecordKind(side: .receivable, form: .payment)),
      (.billPayments, RecordKind(side: .payable, form: .payment)),
    ],
    [
      (.invoiceLines, RecordKind(side: .receivable, form: .invoice)),
      (.billLines, RecordKind(side: .payable, form: .invoice)),
      (.creditLines, RecordKind(side: .receivable, form: .credit)),
      (.vendorCreditLines, RecordKind(side: .payable, form: .credit)),
      (.orderLines, RecordKind(side: .receivable, form: .order)),
      (.purchaseOrderLines, RecordKind(side: .payable, form: .order)),
    ],
    [
      (.customers, RecordKind(side: .receivable, form: nil)),
      (.vendors, RecordKind(side: .payable, form: nil)),
    ],
    [
      (.allocations, RecordKind(side: .receivable, form: nil)),
      (.billAllocations, RecordKind(side: .payable, form: nil)),
    ],
    [
      (.disputes, RecordKind(side: .receivable, form: nil)),
      (.billDisputes, RecordKind(side: .payable, form: nil)),
    ],
  ]

  /// The collection of rows of a kind in a file that otherwise holds another collection.
  ///
  /// What the kind leaves open is as the file has it; nil where such rows have no collection.
  func collection(inFileOf own: CollectionID) -> CollectionID? {
    for family in RecordKind.families {
      guard let ownKind = family.first(where: { $0.collection == own })?.kind else { continue }
      // A return in a file of payments is money paid back, and no credit note.
      if ownKind.form == .order || ownKind.form == .payment, form != nil, form != ownKind.form {
        return nil
      }
      let whole = completed(by: ownKind)
      return family.first { $0.kind == whole }?.collection
    }
    return nil
  }
}

// MARK: - Words

extension RecordKind {
  /// Headings of columns that tell kinds, in the form of `Heading.key`; what an earlier one says
  /// goes before what a later one says.
  static let headings: [String] = [
    "isreturn", "iscreditnote", "iscredit", "isrefund", "kind", "movetype", "transactiontype",
    "documenttype", "doctype", "invoicetype", "invoicetypecode", "documenttypecode", "typecode",
    "vouchertype", "paymenttype", "ledger", "type",
  ]

  /// Whether a column of the heading says yes or no to being a credit note.
  static func isYesNo(_ heading: String) -> Bool {
    ["isreturn", "iscreditnote", "iscredit", "isrefund"].contains(heading)
  }

  /// The kind that a text means; nil for a text that means none.
  init?(_ text: ArraySlice<UInt8>, isYesNo: Bool) {
    if isYesNo {
      guard let isCredit = YesNo.value(text) else { return nil }
      self.init(side: nil, form: isCredit ? .credit : nil)
      return
    }
    let word = text.filter { $0.isLetter || $0.isDigit || $0 >= 0x80 }
    let key = String(decoding: word, as: UTF8.self).lowercased()
    guard let known = RecordKind.kinds[key] else { return nil }
    self = known
  }

  /// Words for kinds, without blanks and marks.
  private static let words: [(kind: RecordKind, words: String)] = [
    (
      RecordKind(side: .receivable, form: nil),
      "ar receivable receivables accountsreceivable sales sale customer client out outgoing"
    ),
    (
      RecordKind(side: .payable, form: nil),
      "ap payable payables accountspayable purchases purchase vendor supplier in incoming"
    ),
    // The numbers are UNTDID 1001, as BT-3 of EN 16931 has them.
    (
      RecordKind(side: nil, form: .invoice),
      "invoice taxinvoice standard standardinvoice 380 383 384 386 388 389 326 393"
    ),
    (
      RecordKind(side: nil, form: .credit),
      "creditnote creditmemo credit refund return cn cm 381 396"
    ),
    (
      RecordKind(side: .receivable, form: .invoice),
      """
      accrec outinvoice outreceipt salesinvoice customerinvoice arinvoice invoiceout si rv dr
      """
    ),
    (
      RecordKind(side: .payable, form: .invoice),
      """
      accpay ininvoice inreceipt purchaseinvoice vendorinvoice supplierinvoice vendorbill \
      supplierbill bill apinvoice apbill invoicein pi kr
      """
    ),
    (
      RecordKind(side: .receivable, form: .credit),
      """
      accreccredit outrefund salescreditnote salescreditmemo salescredit salesreturn \
      customercreditnote customercredit arcredit arcreditnote arcreditmemo sc dg
      """
    ),
    (
      RecordKind(side: .payable, form: .credit),
      """
      accpaycredit inrefund purchasecreditnote purchasecredit purchasereturn vendorcredit \
      vendorcreditnote vendorcreditmemo suppliercredit suppliercreditnote billcredit \
      billcreditnote apcredit apcreditnote apcreditmemo pc kg
      """
    ),
    (RecordKind(side: nil, form: .order), "order"),
    (RecordKind(side: .receivable, form: .order), "so salesorder customerorder"),
    (RecordKind(side: .payable, form: .order), "po purchaseorder"),
    (RecordKind(side: nil, form: .payment), "payment"),
    (
      RecordKind(side: .receivable, form: .payment),
      "customerpayment receivepayment receive receipt inbound dz"
    ),
    (
      RecordKind(side: .payable, form: .payment),
      "billpayment billpaymentcheck vendorpayment supplierpayment pay outbound kz"
    ),
  ]

  private static let kinds: [String: RecordKind] = Dictionary(
    words.flatMap { entry in entry.words.split(separator: " ").map { (String($0), entry.kind) } },
    uniquingKeysWith: { first, _ in first })
}
