/* table.h - */
