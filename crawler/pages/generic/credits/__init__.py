"""Whom a news page of any layout credits: its source and its people, with a label and without one."""
