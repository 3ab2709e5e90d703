"""The record of a training (培训学时登记表): sessions, attendance, hours and certificates, printed."""
