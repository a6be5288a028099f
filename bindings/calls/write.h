/* write.h - */
