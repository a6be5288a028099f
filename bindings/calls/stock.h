/* stock.h - */
