"""Two new partners of the sample company with the papers it asked of them."""

PARTNERS = """
    partner_id,kind,name,time_zone,language,mail_domains,status,payment_terms,currency
    V1015,supplier,Marmara Yay Sanayi,Europe/Istanbul,tr,marmarayay.example,prospect,NET60,EUR
    V1016,supplier,Cenzontle,America/Mexico_City,es,empaquescenzontle.example,prospect,NET45,MXN
"""
CONTACTS = """
    contact_id,partner_id,name,mail,role,channel,do_not_reply,phone_on_file
    CT47,V1015,Emre Tunali,satis@marmarayay.example,sales,mail,no,+90-000-1501
    CT48,V1016,Rocio Landa,ventas@empaquescenzontle.example,sales,mail,no,+52-000-1601
"""
ONBOARDING = """
    onboarding_id,partner_id,requested_by,requested_on,site_id,purpose,state,owner,first_order_limit,currency,valid_until,condition
    ON-0012,V1015,E028,2026-05-06,FR10,springs and clips,documents,E028,,,,
    ON-0013,V1016,E025,2026-05-11,MX10,packaging,documents,E002,,,,
"""
PAPERS = """
    onboarding_id,document,rule,state,received_on,valid_to,checked_by,note
    ON-0012,tax certificate,tax,requested,,,,
    ON-0012,bank letter,"bank, call-back",requested,,,,
    ON-0012,ISO 9001,quality,requested,,,,
    ON-0012,liability insurance,EUR 1000000 at least,requested,,,,
    ON-0012,code of conduct,policy,requested,,,,
    ON-0012,owners and sanctions declaration,owners above 25 pct,requested,,,,
    ON-0012,REACH statement,product,requested,,,,
    ON-0013,tax status certificate,tax,requested,,,,
    ON-0013,bank cover sheet,"bank, call-back",requested,,,,
    ON-0013,questionnaire,policy,requested,,,,
    ON-0013,code of conduct,policy,requested,,,,
"""
SCREENINGS = """
    screening_id,partner_id,subject,list_version,run_on,result,score,cleared_by,cleared_on,note
    SC-0101,V1015,Marmara Yay Sanayi,2026-05-08,2026-05-11,clear,0.00,,,company only
    SC-0102,V1016,Julian Arce Montoya,2026-05-14,2026-05-15,possible hit,0.87,,,
"""
REGISTERED = {
    "partners": PARTNERS,
    "contacts": CONTACTS,
    "onboarding": ONBOARDING,
    "onboarding_documents": PAPERS,
    "screenings": SCREENINGS,
}
