"""Two orders of the sample company that one side wants otherwise, and a credit."""

ORDERS = """
    po_id,supplier_id,site_id,created_on,buyer_id,currency,incoterm,incoterm_place,payment_terms,status
    4500019012,V1002,FR10,2026-05-06,E028,EUR,FCA,Iserlohn,2/14 NET30,open
    4500019020,V1006,US20,2026-04-15,E001,JPY,FCA,Yantian,L/C AT SIGHT,open
"""
LINES = """
    po_id,line,item_id,qty,uom,unit_price,price_per,need_date,promised_date,promised_event,drawing_rev
    4500019012,10,NM-5510,8000,PCS,4.865,1,2026-07-03,2026-06-19,ex works,D
    4500019020,10,MDR-61,3000,PCS,3070,1,2026-07-20,2026-06-10,FOB on board,C
"""
ASKED = """
    change_id,po_id,po_line,version,field,old_value,new_value,reason,requested_by,approved_by,sent_on,status
    CO-0041,4500019012,10,1,qty,8000,10000,forecast up,E028,E004,2026-05-19,sent
    CO-0041,4500019012,10,1,drawing_rev,D,E,hole pattern,E028,E004,2026-05-19,sent
"""
CREDITS = """
    lc_no,beneficiary_id,bank_id,po_id,amount,currency,tolerance_pct,latest_shipment,expiry,partial
    2026-IM-0431,V1006,BK7002,4500019020,9210000,JPY,0,2026-06-15,2026-07-06,not allowed
"""
BILLS = """
    invoice_id,partner_id,kind,invoice_date,amount,currency,po_id,po_line,qty,unit_price,status
    MD-8842,V1006,supplier,2026-05-18,9210000,JPY,4500019020,10,3000,3070,parked
"""
RATES = """
    day,from_ccy,to_ccy,rate
    2026-05-18,EUR,USD,1.0902
    2026-05-18,JPY,USD,0.0066622
"""
OPEN = {
    "fx": RATES,
    "purchase_orders": ORDERS,
    "purchase_order_lines": LINES,
    "po_changes": ASKED,
    "letters_of_credit": CREDITS,
    "invoices": BILLS,
}
